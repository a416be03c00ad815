-- One row: what waits for us among the conversations of the period that nobody put aside.
with
decided as (
    select unnest(from_json($decided::json, '[{"place": "BIGINT", "state": "VARCHAR"}]'), recursive := true)
)

select
    count(*) as conversations,
    coalesce(sum(queue.waiting_count), 0)::bigint as messages,
    epoch((select last_at from model)) - min(queue.waiting_epoch) as longest_seconds
from queue
left join decided on queue.rowid = decided.place
where
    ($since is null or queue.last_waiting_day >= $since)
    and ($until is null or queue.first_waiting_day <= $until)
    and ($channels is null or list_contains($channels, queue.channel))
    and ($languages is null or list_contains($languages, queue.language))
    and coalesce(decided.state, 'open') in ('open', 'assigned')
