-- One row per conversation of `decided` that still waits for us: what its state is worked out from.
with
decided as (
    select unnest(
        from_json($decided::json, '[{"channel": "VARCHAR", "conversation_id": "VARCHAR"}]'), recursive := true
    )
)

select
    queue.rowid as place,
    queue.channel,
    queue.conversation_id,
    queue.waiting_count,
    queue.last_inbound_at,
    queue.inbound_count
from queue
inner join decided on queue.channel = decided.channel and queue.conversation_id = decided.conversation_id
order by queue.rowid
