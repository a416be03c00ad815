-- One row per theme and week.
select
    theme_id,
    date_trunc('week', day)::date as week,
    count(distinct voice) as voices
from themed
where
    theme_id != ''
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
group by theme_id, week
order by theme_id, week
