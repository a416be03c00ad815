-- One row per message of the liveliest conversations of the period, oldest first: what tells passion from a quarrel.
with
voices as (
    select
        channel,
        conversation_id,
        author_id,
        is_brand,
        count(*) as messages,
        max(created_at) as last_at
    from messages
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by channel, conversation_id, author_id, is_brand
),

lively as materialized (
    select
        channel,
        conversation_id,
        sum(messages)::bigint as messages,
        count(author_id) filter (where not is_brand) as authors,
        max(last_at) as last_at
    from voices
    group by channel, conversation_id
    having sum(messages) >= 8
    order by authors desc, messages desc, last_at desc, channel asc, conversation_id asc
    limit $count
),

spans as (
    select
        min(conversations.first_day) as since,
        max(conversations.last_day) as until
    from conversations
    inner join lively
        on conversations.channel = lively.channel and conversations.conversation_id = lively.conversation_id
    where
        ($since is null or conversations.last_day >= $since)
        and ($until is null or conversations.first_day <= $until)
),

-- the days on which they were led: messages of other days are not looked at
days as (
    select unnest(generate_series(since, until, interval 1 day))::date as day from spans
)

select
    messages.channel,
    messages.conversation_id,
    messages.message_id,
    messages.parent_id,
    messages.author_id,
    messages.is_brand,
    messages.heat
from messages
inner join lively on messages.channel = lively.channel and messages.conversation_id = lively.conversation_id
where messages.day in (select days.day from days)
order by messages.channel, messages.conversation_id, messages.created_at, messages.message_id
