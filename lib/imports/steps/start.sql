-- One row per unsettled message: the unsettled message it answers (itself where none), and the same without our posts.
-- The least id met on the way names a circle of replies, which has no top.
with
pairs as (
    select
        child.channel,
        child.message_id,
        coalesce(parent.message_id, child.message_id) as top,
        case when parent.is_our_post then child.message_id else coalesce(parent.message_id, child.message_id) end
            as thread_top
    from unsettled as child
    left join unsettled as parent
        on
            child.channel = parent.channel
            and child.parent_id = parent.message_id
            and child.message_id != parent.message_id
)

select
    *,
    top = message_id as is_top,
    thread_top = message_id as is_thread_top,
    least(message_id, top) as least_id,
    least(message_id, thread_top) as thread_least_id
from pairs
