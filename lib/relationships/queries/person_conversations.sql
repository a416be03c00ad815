-- One row per conversation a person took part in, the newest of their words first.
with
theirs as (
    select
        channel,
        conversation_id,
        count(*) as messages,
        max(created_at) as said_at,
        arg_max(message_id, created_at) as message_id,
        arg_max(text, created_at) as text
    from messages
    where list_contains($author_ids, author_id)
    group by channel, conversation_id
),

waits as (
    select distinct
        channel,
        conversation_id
    from answers
    where is_waiting and list_contains($author_ids, author_id)
)

select
    theirs.*,
    waits.conversation_id is not null as is_waiting,
    count(*) over () as total
from theirs
left join waits on theirs.channel = waits.channel and theirs.conversation_id = waits.conversation_id
order by theirs.said_at desc, theirs.channel asc, theirs.conversation_id asc
limit $count
