-- One row per author and behaviour: where, when, how and of what somebody speaks, and in how many of the own messages.
with said as (
    select
        author_id,
        channel,
        kind,
        language,
        formality,
        aspects,
        extract(hour from created_at at time zone $zone) as hour,
        row_number() over (partition by author_id order by created_at desc, message_id asc) as place
    from messages
    where not is_brand and author_id is not null
),

newest as (
    select
        author_id,
        channel,
        kind,
        language,
        formality,
        aspects,
        hour
    from said
    where place <= $cap
),

behaviours as (
    select
        author_id,
        'channel' as block,
        channel as code
    from newest
    union all
    select
        author_id,
        'kind' as block,
        kind as code
    from newest
    union all
    select
        author_id,
        'language' as block,
        language as code
    from newest
    where language is not null
    union all
    select
        author_id,
        'address' as block,
        formality as code
    from newest
    where formality is not null
    union all
    select
        author_id,
        'hour' as block,
        (2 * floor(hour / 2))::int::varchar as code
    from newest
    union all
    select
        author_id,
        'aspect' as block,
        unnest(aspects) as code
    from newest
)

select
    author_id,
    block,
    code,
    count(*) as messages
from behaviours
group by author_id, block, code
order by author_id, block, code
