-- One row per group of people: a channel, or the language they mostly write.
with
heard as (
    select
        channel,
        language,
        author_id in (select unnest($author_ids::varchar[])) as is_critic
    from members
),

grouped as (
    select
        'channel' as kind,
        channel as name,
        is_critic
    from heard
    union all by name
    select
        'language' as kind,
        language as name,
        is_critic
    from heard
)

select
    kind,
    name,
    count(*) as authors,
    count(*) filter (where is_critic) as critics
from grouped
where name is not null
group by kind, name
order by kind asc, authors desc, name asc
