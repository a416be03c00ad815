-- One row per day: inbound messages, mood and critiques.
select
    day,
    sum(inbound)::bigint as inbound,
    sum(positive)::bigint as positive,
    sum(neutral)::bigint as neutral,
    sum(negative)::bigint as negative,
    sum(critiques)::bigint as critiques
from days
where
    ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
group by day
order by day
