-- One row: the period.
select
    coalesce(sum(critiques), 0)::bigint as critiques,
    coalesce(sum(inbound), 0)::bigint as inbound
from days
where
    ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
