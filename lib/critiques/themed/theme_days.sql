-- One row per day and theme.
select
    day,
    theme_id,
    count(distinct voice) as voices
from themed
where
    ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
group by day, theme_id
order by day, theme_id
