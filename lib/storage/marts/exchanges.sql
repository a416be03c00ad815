-- One row per exchange (thread) in which somebody wrote to us or below us: when first, and our first reply after it.
-- key: channel, conversation_id
-- First response time is never negative: a reply counts from the message it answers on.
with
spoken as (
    select
        channel,
        conversation_id,
        thread_id,
        language,
        min(created_at) as first_inbound_at,
        min(day) as day,
        count(language) as messages
    from scope
    where not is_brand
    group by channel, conversation_id, thread_id, language
),

-- the language of most messages; of equally many the later by its name
opened as (
    select
        channel,
        conversation_id,
        thread_id,
        min(first_inbound_at) as first_inbound_at,
        min(day) as day,
        arg_max(language, (messages, language)) as language
    from spoken
    group by channel, conversation_id, thread_id
),

moments as (
    select
        channel,
        thread_id,
        replied_at,
        arg_min(author_id, message_id) as author_id
    from replies
    where (channel, conversation_id) in (select (opened.channel, opened.conversation_id) from opened)
    group by channel, thread_id, replied_at
)

select
    opened.*,
    moments.replied_at as first_reply_at,
    moments.author_id as replied_by,
    epoch(moments.replied_at - opened.first_inbound_at) as first_response_seconds
from opened
asof left join moments
    on
        opened.channel = moments.channel
        and opened.thread_id = moments.thread_id
        and opened.first_inbound_at <= moments.replied_at
