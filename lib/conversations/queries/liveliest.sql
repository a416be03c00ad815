-- One row per conversation with at least three messages in the period, most people first.
-- Counted by voice first: counting the different voices of every conversation at once takes twice the time.
with
voices as (
    select
        channel,
        conversation_id,
        author_id,
        is_brand,
        count(*) as messages,
        sum(heat) as heat,
        count(heat) as heated,
        count(*) filter (where sentiment = 'positive' and not is_brand) as positive,
        count(*) filter (where sentiment = 'negative' and not is_brand) as negative,
        max(created_at) as last_at
    from messages
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by channel, conversation_id, author_id, is_brand
),

lively as (
    select
        channel,
        conversation_id,
        sum(messages)::bigint as messages,
        count(author_id) filter (where not is_brand) as authors,
        sum(heat) / nullif(sum(heated), 0) as heat,
        sum(positive)::bigint as positive,
        sum(negative)::bigint as negative,
        coalesce(sum(messages) filter (where not is_brand), 0)::bigint as inbound,
        max(last_at) as last_at
    from voices
    group by channel, conversation_id
    having sum(messages) >= 3
    order by authors desc, messages desc, last_at desc, channel asc, conversation_id asc
    limit $count
),

-- found by their key first, and read by their place then: so the openings of all others are not read
places as (
    select
        conversations.rowid as place,
        lively.*
    from conversations
    inner join lively
        on conversations.channel = lively.channel and conversations.conversation_id = lively.conversation_id
    where
        ($since is null or conversations.last_day >= $since)
        and ($until is null or conversations.first_day <= $until)
)

select
    places.* exclude (place),
    conversations.opening,
    conversations.is_ours,
    people.shown_name
from places
inner join conversations on places.place = conversations.rowid
left join people on conversations.opening_author_id = people.author_id
order by
    places.authors desc, places.messages desc, places.last_at desc, places.channel asc, places.conversation_id asc
