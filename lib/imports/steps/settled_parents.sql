-- One row per message of the lake that an unsettled one answers and that is settled itself.
select
    channel,
    message_id,
    conversation_id,
    thread_id,
    root_missing,
    is_brand and kind = 'post' as is_our_post
from lake
semi join (select distinct channel, parent_id as message_id from unsettled) using (channel, message_id)
anti join unsettled using (channel, message_id)
