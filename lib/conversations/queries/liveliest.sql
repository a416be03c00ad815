-- One row per conversation with at least three messages in the period, most people first.
-- Those whose messages all lie in the period have as many people as `conversations` counts, less at most our own
-- replies: the number that enough of them surely have is the least that any other must have in all, and only the
-- messages of those are looked through. Where languages are chosen it is not known beforehand, and all are.
with
spanned as (
    select
        rowid as place,
        channel,
        conversation_id,
        first_day,
        last_day,
        author_count,
        author_count - brand_count as surely
    from conversations
    where
        ($since is null or last_day >= $since)
        and ($until is null or first_day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and message_count >= 3
),

sure as (
    select surely
    from spanned
    where
        $languages is null
        and ($since is null or first_day >= $since)
        and ($until is null or last_day <= $until)
    order by surely desc
    limit $count
),

candidates as materialized (
    select *
    from spanned
    where author_count >= (select case when count(*) < $count then 0 else min(surely) end from sure)
),

-- by voice first: counting the different voices of every conversation at once takes twice the time
voices as (
    select
        candidates.place,
        messages.author_id,
        messages.is_brand,
        count(*) as messages,
        count(*) filter (where messages.sentiment = 'positive' and not messages.is_brand) as positive,
        count(*) filter (where messages.sentiment = 'negative' and not messages.is_brand) as negative,
        max(messages.created_at) as last_at
    from messages
    inner join candidates
        on messages.channel = candidates.channel and messages.conversation_id = candidates.conversation_id
    where
        ($since is null or messages.day >= $since)
        and ($until is null or messages.day <= $until)
        and ($languages is null or list_contains($languages, messages.language))
    group by candidates.place, messages.author_id, messages.is_brand
),

lively as (
    select
        place,
        sum(messages)::bigint as messages,
        count(author_id) filter (where not is_brand) as authors,
        sum(positive)::bigint as positive,
        sum(negative)::bigint as negative,
        coalesce(sum(messages) filter (where not is_brand), 0)::bigint as inbound,
        max(last_at) as last_at
    from voices
    group by place
    having sum(messages) >= 3
)

select
    candidates.channel,
    candidates.conversation_id,
    lively.*,
    candidates.first_day,
    candidates.last_day
from lively
inner join candidates on lively.place = candidates.place
order by
    lively.authors desc, lively.messages desc, lively.last_at desc,
    candidates.channel asc, candidates.conversation_id asc
limit $count
