-- One row per person who ever used a form of address: the one they used most; of equally many the later by its name.
with
used as (
    select
        author_id,
        formality,
        count(*) as times
    from messages
    where formality is not null and author_id is not null and not is_brand
    group by author_id, formality
)

select
    author_id,
    arg_max(formality, (times, formality)) as formality
from used
group by author_id
order by author_id
