-- One row per unsettled message: its conversation (the topmost known ancestor's), thread, whether the root is known.
-- A thread opens below a post of the brand; elsewhere it is the conversation.
with
-- what every message would give those below it, were it their top
tops as (
    select
        here.place,
        here.message_id,
        coalesce(settled.conversation_id, here.source_conversation_id, here.message_id) as conversation_id,
        coalesce(settled.root_missing, here.parent_id is not null and climbed.parent is null) as root_missing,
        coalesce(settled.is_our_post, parent.is_our_post, false) as is_below_our_post,
        settled.thread_id
    from unsettled as here
    inner join uncircled as climbed on here.place = climbed.place
    left join unsettled as parent on climbed.parent = parent.place
    left join settled_parents as settled on here.channel = settled.channel and here.parent_id = settled.message_id
)

select
    here.channel,
    here.message_id,
    top.conversation_id,
    case
        when thread.is_below_our_post then thread.message_id
        else coalesce(thread.thread_id, top.conversation_id)
    end as thread_id,
    top.root_missing
from uncircled as climbed
inner join unsettled as here on climbed.place = here.place
inner join tops as top on climbed.top = top.place
inner join tops as thread on climbed.thread_top = thread.place
