-- One row per message whose conversation has to be found: what is fresh, and all of the conversations it touches.
-- Places number them in the order of their ids: the way up is climbed by number, and the least place has the least id.
with
found as (
    select
        channel,
        message_id,
        parent_id,
        source_conversation_id,
        is_brand and kind = 'post' as is_our_post
    from fresh
    union all
    select
        lake.channel,
        lake.message_id,
        lake.parent_id,
        lake.source_conversation_id,
        lake.is_brand and lake.kind = 'post' as is_our_post
    from lake
    semi join touched using (channel, conversation_id)
    anti join fresh on lake.channel = fresh.channel and lake.message_id = fresh.message_id
)

select
    row_number() over (order by message_id, channel) as place,
    *
from found
