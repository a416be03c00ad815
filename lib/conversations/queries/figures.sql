-- One row: the period.
select
    coalesce(sum(messages), 0)::bigint as messages,
    coalesce(sum(inbound), 0)::bigint as inbound,
    coalesce(sum(negative), 0)::bigint as negative,
    coalesce(sum(neutral), 0)::bigint as neutral,
    coalesce(sum(positive), 0)::bigint as positive,
    coalesce(sum(critiques), 0)::bigint as critiques,
    coalesce(sum(questions), 0)::bigint as questions
from days
where
    ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
