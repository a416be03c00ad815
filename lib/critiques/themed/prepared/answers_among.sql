-- One row per answer kept to one of the keys given, the most liked first.
with
named as (
    select
        unnest($channels::varchar[]) as channel,
        unnest($ids::varchar[]) as message_id
),

wanted as (
    select hash(channel, message_id) as key
    from named
)

select
    place,
    count(*) over () as total
from kept
where key in (select wanted.key from wanted)
order by likes desc, created_at desc, place asc
limit $count
