-- One row per inbound message that needs an answer, answered or not.
-- key: channel, conversation_id
-- It asks or complains (to us: not in a reply to another member), or names one of our accounts, or is a review.
-- It is answered by the first reply of ours that follows it in its thread; a reply to it is one whatever clocks say.
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
