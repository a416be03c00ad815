-- One row: members seen in the last 90 days of the archive, and how many of them neither answered nor were answered.
select
    count(*) as members,
    count(*) filter (where not is_tied) as alone,
    count(*) filter (where not is_tied and answered_by_us = 0) as heard_by_nobody
from standing
where
    last90 > 0
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
