-- One row per message of the lake that an unsettled one answers and that is settled itself.
select
    channel,
    message_id,
    conversation_id,
    thread_id,
    root_missing,
    is_brand and kind = 'post' as is_our_post
from lake
semi join unsettled as child on lake.channel = child.channel and lake.message_id = child.parent_id
anti join unsettled using (channel, message_id)
