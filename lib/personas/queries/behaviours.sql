-- One row per member and behaviour: where, when, how and of what somebody speaks, and in how many of the own messages.
-- `person`: the place of the member among all by author_id, from 0.
with
numbered as (
    select
        author_id,
        message_count,
        (row_number() over (order by author_id) - 1)::integer as person
    from members
),

-- only who wrote more than counts is ranked
newest as (
    select
        numbered.person,
        messages.channel,
        messages.kind,
        messages.language,
        messages.formality,
        messages.aspects,
        messages.created_at
    from messages
    inner join numbered on messages.author_id = numbered.author_id
    where not messages.is_brand and numbered.message_count <= $cap
    union all
    select
        person,
        channel,
        kind,
        language,
        formality,
        aspects,
        created_at
    from (
        select
            numbered.person,
            messages.channel,
            messages.kind,
            messages.language,
            messages.formality,
            messages.aspects,
            messages.created_at,
            row_number() over (
                partition by numbered.person order by messages.created_at desc, messages.message_id asc
            ) as place
        from messages
        inner join numbered on messages.author_id = numbered.author_id
        where not messages.is_brand and numbered.message_count > $cap
    )
    where place <= $cap
),

hours as (
    select
        person,
        (2 * floor(extract(hour from created_at at time zone $zone) / 2))::integer as hour
    from newest
),

aspects as (
    select
        person,
        unnest(aspects) as aspect
    from newest
)

select
    person,
    'channel' as block,
    channel as code,
    count(*) as messages
from newest
group by person, channel
union all
select
    person,
    'kind' as block,
    kind as code,
    count(*) as messages
from newest
group by person, kind
union all
select
    person,
    'language' as block,
    language as code,
    count(*) as messages
from newest
where language is not null
group by person, language
union all
select
    person,
    'address' as block,
    formality as code,
    count(*) as messages
from newest
where formality is not null
group by person, formality
union all
select
    person,
    'hour' as block,
    hour::varchar as code,
    count(*) as messages
from hours
group by person, hour
union all
select
    person,
    'aspect' as block,
    aspect as code,
    count(*) as messages
from aspects
group by person, aspect
order by person, block, code
