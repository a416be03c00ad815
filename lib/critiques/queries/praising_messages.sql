-- One row per aspect that somebody praises.
with
praising as (
    select
        unnest(aspects) as aspect,
        author_id,
        created_at,
        rowid as place,
        coalesce(likes, 0) as likes
    from messages
    where
        not is_brand
        and len(aspects) > 0
        and (sentiment = 'positive' or list_contains(intent, 'praise'))
        and not coalesce(is_critique, false)
)

select
    aspect,
    count(*) as total,
    count(distinct author_id) as authors,
    arg_max(place, (likes, created_at, -place), 12) as places
from praising
group by aspect
order by aspect
