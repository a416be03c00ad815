-- One row per unsettled message: its conversation (the topmost known ancestor's), thread, whether the root is known.
-- A thread opens below a post of the brand; elsewhere it is the conversation.
with
rooted as (
    select
        climbed.channel,
        climbed.message_id,
        climbed.thread_top,
        coalesce(parent.conversation_id, top.source_conversation_id, top.message_id) as conversation_id,
        coalesce(parent.root_missing, top.parent_id is not null and circle.message_id is null) as root_missing
    from uncircled as climbed
    inner join unsettled as top on climbed.channel = top.channel and climbed.top = top.message_id
    left join settled_parents as parent on top.channel = parent.channel and top.parent_id = parent.message_id
    left join unsettled as circle on top.channel = circle.channel and top.parent_id = circle.message_id
)

select
    rooted.channel,
    rooted.message_id,
    rooted.conversation_id,
    case
        when coalesce(settled_parent.is_our_post, parent.is_our_post, false) then rooted.thread_top
        else coalesce(settled_parent.thread_id, rooted.conversation_id)
    end as thread_id,
    rooted.root_missing
from rooted
inner join unsettled as top on rooted.channel = top.channel and rooted.thread_top = top.message_id
left join settled_parents as settled_parent
    on top.channel = settled_parent.channel and top.parent_id = settled_parent.message_id
left join unsettled as parent on top.channel = parent.channel and top.parent_id = parent.message_id
