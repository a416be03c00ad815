-- One row: newcomers of a period who needed an answer, how many got one (within 25 minutes; at all), and came back.
select
    count(*) as newcomers,
    count(*) filter (where welcome_seconds <= 1500) as in_time,
    count(*) filter (where welcome_seconds is not null) as answered,
    count(*) filter (where welcome_seconds <= 1500 and active_days > 1) as in_time_returned,
    count(*) filter (where welcome_seconds is null and active_days > 1) as unanswered_returned,
    median(welcome_seconds) as median_seconds
from standing
where
    needs_welcome
    and ($since is null or first_day >= $since)
    and ($until is null or first_day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
