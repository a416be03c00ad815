-- One row: newcomers of a period who needed an answer, how many got one (within 25 minutes; at all), and came back.
with
arrivals as (
    select
        any_value(standing.active_days) as active_days,
        arg_min(answers.answered_seconds, answers.created_at) as answered_seconds
    from standing
    inner join answers on standing.author_id = answers.author_id and standing.first_day = answers.day
    where
        ($since is null or standing.first_day >= $since)
        and ($until is null or standing.first_day <= $until)
        and ($channels is null or list_contains($channels, standing.channel))
        and ($languages is null or list_contains($languages, standing.language))
    group by standing.author_id
)

select
    count(*) as newcomers,
    count(*) filter (where answered_seconds <= 1500) as in_time,
    count(*) filter (where answered_seconds is not null) as answered,
    count(*) filter (where answered_seconds <= 1500 and active_days > 1) as in_time_returned,
    count(*) filter (where answered_seconds is null and active_days > 1) as unanswered_returned,
    median(answered_seconds) as median_seconds
from arrivals
