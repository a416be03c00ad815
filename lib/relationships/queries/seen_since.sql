-- One row per person asked for ($author_ids) and the moment asked about ($moments): whether they said more after it.
with
asked as (
    select
        unnest($author_ids::varchar[]) as author_id,
        unnest($moments::timestamptz[]) as asked_at
)

select
    asked.author_id,
    asked.asked_at,
    members.last_at,
    members.last_at > asked.asked_at as is_back
from asked
inner join members on asked.author_id = members.author_id
order by asked.asked_at desc, asked.author_id asc
