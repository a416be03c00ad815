-- One row per message of the lake that an unsettled one answers and that is settled itself.
with
-- parents that arrive together with their answers are not looked for: mostly the lake is not read
sought as (
    select distinct
        child.channel,
        child.parent_id as message_id
    from unsettled as child
    anti join unsettled as parent on child.channel = parent.channel and child.parent_id = parent.message_id
    where child.parent_id is not null
)

select
    channel,
    message_id,
    conversation_id,
    thread_id,
    root_missing,
    is_brand and kind = 'post' as is_our_post
from lake
semi join sought using (channel, message_id)
