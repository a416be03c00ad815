-- One row per author who is not the brand, and month in which they wrote.
-- key: author_id
-- `cohort`: the month of their first message; `age`: months since then. Channel and language are those of the member.
with
seen as (
    select
        author_id,
        date_trunc('month', day)::date as month
    from scope
    where not is_brand and author_id is not null
    group by all
),

arrived as (
    select
        author_id,
        month,
        min(month) over (partition by author_id) as cohort
    from seen
)

select
    arrived.author_id,
    members.channel,
    members.language,
    arrived.cohort,
    date_diff('month', arrived.cohort, arrived.month)::integer as age
from arrived
inner join members on arrived.author_id = members.author_id
