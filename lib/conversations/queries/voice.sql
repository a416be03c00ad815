-- One row: what we published in the period, and how much of it answers something heard.
-- A reply answers when somebody else wrote in its thread before it. A post takes up what was heard when it is about an
-- aspect with at least three critiques in the 28 days before it.
with
ours as (
    select
        channel,
        message_id,
        thread_id,
        kind,
        created_at,
        day,
        aspects
    from messages
    where
        is_brand
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
),

heard as (
    select
        day,
        aspect,
        sum(critiques) as critiques
    from aspect_hours
    where ($channels is null or list_contains($channels, channel))
    group by day, aspect
),

about as (
    select
        message_id,
        channel,
        day,
        unnest(aspects) as aspect
    from ours
    where kind = 'post'
),

taken_up as (
    select
        about.channel,
        about.message_id
    from about
    inner join heard on about.aspect = heard.aspect and heard.day between about.day - 28 and about.day - 1
    group by about.channel, about.message_id, about.aspect
    having sum(heard.critiques) >= 3
),

spoken_to as (
    select
        exchanges.channel,
        exchanges.thread_id,
        exchanges.first_inbound_at
    from exchanges
    semi join ours on exchanges.channel = ours.channel and exchanges.thread_id = ours.thread_id
)

select
    count(*) as published,
    count(*) filter (where ours.kind = 'post') as posts,
    count(*) filter (where ours.kind != 'post' and spoken_to.first_inbound_at <= ours.created_at) as answering,
    count(*) filter (
        where ours.kind = 'post' and (ours.channel, ours.message_id) in (
            select (taken_up.channel, taken_up.message_id) from taken_up
        )
    ) as taking_up
from ours
left join spoken_to on ours.channel = spoken_to.channel and ours.thread_id = spoken_to.thread_id
