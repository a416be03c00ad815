-- One row: what waits for us among the messages of the period.
select
    count(distinct channel || ':' || conversation_id) as conversations,
    count(*) as messages,
    epoch((select last_at from model) - min(created_at)) as longest_seconds
from answers
where
    is_waiting
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
