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
),

-- first those few, then all else: counted and sorted in one, the columns of all would be read
kept_among as materialized (
    select
        place,
        likes,
        created_at
    from kept
    where key in (select wanted.key from wanted)
)

select
    place,
    count(*) over () as total
from kept_among
order by likes desc, created_at desc, place asc
limit $count
