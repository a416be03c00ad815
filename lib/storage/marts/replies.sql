-- One row per reply of the brand; automatic ones are left out.
-- key: channel, conversation_id
-- `replied_at`: when it was written, or when the message it answers was, where clocks put that one later.
with
messages as (
    select * from scope
)

select
    reply.channel,
    reply.conversation_id,
    reply.thread_id,
    reply.message_id,
    reply.author_id,
    reply.created_at,
    reply.day,
    greatest(reply.created_at, parent.created_at) as replied_at
from messages as reply
left join messages as parent on reply.channel = parent.channel and reply.parent_id = parent.message_id
where
    reply.is_brand
    and reply.kind != 'post'
    and not exists (
        select 1
        from automatic
        where reply.channel = automatic.channel and md5(reply.text) = automatic.said
    )
