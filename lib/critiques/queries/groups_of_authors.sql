-- One row per group of people: a channel, or a language.
with
wanted as (
    select distinct
        unnest($channels::varchar[]) as channel,
        unnest($ids::varchar[]) as message_id
),

heard as (
    select
        messages.author_id,
        messages.channel,
        messages.language,
        wanted.message_id is not null as is_evidence
    from messages
    left join wanted on messages.channel = wanted.channel and messages.message_id = wanted.message_id
    where
        not messages.is_brand
        and messages.author_id is not null
        and ($since is null or messages.day >= $since)
        and ($until is null or messages.day <= $until)
),

grouped as (
    select
        'channel' as kind,
        channel as name,
        author_id,
        is_evidence
    from heard
    union all by name
    select
        'language' as kind,
        language as name,
        author_id,
        is_evidence
    from heard
)

select
    kind,
    name,
    count(distinct author_id) as authors,
    count(distinct author_id) filter (where is_evidence) as critics
from grouped
where name is not null
group by kind, name
order by kind asc, authors desc, name asc
