-- One row per person who ever used a form of address.
select
    author_id,
    mode(formality) as formality
from messages
where formality is not null and author_id is not null and not is_brand
group by author_id
order by author_id
