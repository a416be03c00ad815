-- One row per author who is not the brand, and day; by author, so that a person's rows are found without a scan.
-- key: author_id
select
    author_id,
    day,
    count(*) as messages,
    count(*) filter (where sentiment is not null) as analysed,
    count(*) filter (where sentiment = 'positive') as positive,
    count(*) filter (where sentiment = 'negative') as negative,
    count(*) filter (where is_critique) as critiques
from scope
where not is_brand and author_id is not null
group by author_id, day
order by author_id, day
