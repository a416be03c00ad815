-- One row per reply of the brand; automatic ones are left out.
-- key: channel, conversation_id
-- `replied_at`: when it was written, or when the message it answers was, where clocks put that one later.
with
ours as (
    select
        channel,
        conversation_id,
        thread_id,
        message_id,
        parent_id,
        author_id,
        created_at,
        day
    from scope
    where
        is_brand
        and kind != 'post'
        and not exists (
            select 1
            from automatic
            where scope.channel = automatic.channel and md5(scope.text) = automatic.said
        )
),

answered as (
    select
        channel,
        message_id,
        created_at
    from scope
    where (channel, message_id) in (select (ours.channel, ours.parent_id) from ours)
)

select
    ours.* exclude (parent_id),
    greatest(ours.created_at, answered.created_at) as replied_at
from ours
left join answered on ours.channel = answered.channel and ours.parent_id = answered.message_id
