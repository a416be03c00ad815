-- One row per conversation of the lake that this import may root anew: a message of it changed, or its root arrived.
select distinct
    lake.channel,
    lake.conversation_id
from lake
inner join fresh on lake.channel = fresh.channel and lake.message_id = fresh.message_id
where fresh.is_known
union
select distinct
    lake.channel,
    lake.conversation_id
from lake
inner join fresh on lake.channel = fresh.channel and lake.parent_id = fresh.message_id
where not fresh.is_known
