-- One row per inbound message that needs an answer, answered or not.
-- key: channel, conversation_id
-- It asks or complains (to us: not in a reply to another member), or names one of our accounts, or is a review.
-- It is answered by the first reply of ours that follows it in its thread; a reply to it is one whatever clocks say.
with
-- whoever asks, complains or names us; a parent is looked up for these alone
calling as (
    select
        channel,
        message_id,
        conversation_id,
        thread_id,
        parent_id,
        author_id,
        language,
        created_at,
        day,
        is_critique,
        list_has_any(intent, ['question', 'request']) as asks,
        kind = 'review' or list_has_any(
            regexp_extract_all(lower(text), '@([\w.\-]+)', 1), getvariable('brand_handles')::varchar[]
        ) as is_to_us
    from scope
    where not is_brand
),

parents as (
    select
        channel,
        message_id,
        author_id,
        is_brand
    from scope
    where (channel, message_id) in (
        select (calling.channel, calling.parent_id) from calling where calling.is_critique or calling.asks
    )
),

needing as (
    select
        calling.*,
        case
            when calling.is_critique then 'complains'
            when calling.asks then 'asks'
            else 'addresses'
        end as reason
    from calling
    left join parents on calling.channel = parents.channel and calling.parent_id = parents.message_id
    where
        calling.is_to_us
        or (
            not coalesce(not parents.is_brand and parents.author_id != calling.author_id, false)
            and (calling.is_critique or calling.asks)
        )
),

moments as (
    select
        channel,
        thread_id,
        replied_at,
        arg_min(author_id, message_id) as author_id
    from replies
    where (channel, conversation_id) in (select (needing.channel, needing.conversation_id) from needing)
    group by channel, thread_id, replied_at
),

answered as (
    select
        needing.channel,
        needing.message_id,
        needing.conversation_id,
        needing.thread_id,
        needing.author_id,
        needing.language,
        needing.created_at,
        needing.day,
        needing.reason,
        moments.replied_at as answered_at,
        moments.author_id as answered_by
    from needing
    asof left join moments
        on
            needing.channel = moments.channel
            and needing.thread_id = moments.thread_id
            and needing.created_at <= moments.replied_at
)

select
    *,
    epoch(answered_at - created_at) as answered_seconds,
    answered_at is null as is_waiting
from answered
