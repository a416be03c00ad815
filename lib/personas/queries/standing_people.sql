-- One row per member: how much was said, how much of it is other people's words or one's own again, and when.
with said as (
    select
        author_id,
        created_at,
        hash(lower(regexp_replace(text, '\W+', ' ', 'g'))) as words,
        length(text) as length
    from messages
    where not is_brand and author_id is not null
),

copies as (
    select
        words,
        date_trunc('week', created_at) as week,
        count(distinct author_id) as authors
    from said
    where length >= 40
    group by words, week
)

select
    said.author_id,
    count(*) as messages,
    count(distinct said.words) as different,
    count(*) filter (where copies.authors >= $wave) as waved,
    min(said.created_at) as first_at,
    max(said.created_at) as last_at,
    count(distinct date_trunc('hour', said.created_at)) as hours
from said
left join copies on said.words = copies.words and date_trunc('week', said.created_at) = copies.week
group by said.author_id
order by said.author_id
