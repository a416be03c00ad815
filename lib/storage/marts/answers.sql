-- One row per inbound message that needs an answer, answered or not.
-- key: channel, conversation_id
-- It asks or complains (to us: not in a reply to another member), or names one of our accounts, or is a review.
-- It is answered by the first message of the brand that follows it in its thread.
with
messages as (
    select
        *,
        list_has_any(
            regexp_extract_all(lower(text), '@([\w.\-]+)', 1), getvariable('brand_handles')::varchar[]
        ) as names_us
    from scope
),

inbound as (
    select
        child.*,
        coalesce(not parent.is_brand and parent.author_id != child.author_id, false) as is_to_member
    from messages as child
    left join messages as parent on child.channel = parent.channel and child.parent_id = parent.message_id
    where not child.is_brand
),

needing as (
    select
        *,
        case
            when is_critique then 'complains'
            when list_has_any(intent, ['question', 'request']) then 'asks'
            else 'addresses'
        end as reason
    from inbound
    where
        names_us
        or kind = 'review'
        or (not is_to_member and (is_critique or list_has_any(intent, ['question', 'request'])))
),

replies as (
    select
        channel,
        thread_id,
        created_at
    from messages
    where is_brand and kind != 'post'
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
        min(replies.created_at) as answered_at
    from needing
    left join replies
        on
            needing.channel = replies.channel
            and needing.thread_id = replies.thread_id
            and needing.created_at <= replies.created_at
    group by all
)

select
    *,
    epoch(answered_at - created_at) as answered_seconds,
    answered_at is null as is_waiting
from answered
