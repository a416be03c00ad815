-- One row: the period.
select
    count(*) filter (where is_critique) as critiques,
    count(distinct author_id) filter (where is_critique) as critics,
    count(distinct author_id) as people,
    count(*) as inbound
from messages
where
    not is_brand
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
