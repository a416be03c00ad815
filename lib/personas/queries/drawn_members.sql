-- One row per author whose words are read: all, or where they say more than $most, as many as say that, drawn by lot.
with counted as (
    select
        author_id,
        least(count(*), $cap) as messages
    from messages
    where not is_brand and author_id is not null and length(text) > 0
    group by author_id
),

drawn as (
    select
        author_id,
        sum(messages) over (order by md5(author_id), author_id rows unbounded preceding) as so_far,
        count(*) over () as people
    from counted
)

select
    author_id,
    people
from drawn
where so_far <= $most
order by author_id
