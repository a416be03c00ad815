-- One row per aspect, most frequent first.
with
said as (
    select
        unnest(aspects) as aspect,
        is_critique
    from messages
    where not is_brand
)

select
    aspect,
    count(*) as messages,
    count(*) filter (where is_critique) as critiques
from said
group by aspect
order by messages desc, aspect asc
