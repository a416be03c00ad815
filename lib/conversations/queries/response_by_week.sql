-- One row per week (named by its Monday): how fast we reply, in counted seconds.
with
answered as (
    select
        date_trunc('week', day)::date as grouped,
        count(*) as needing,
        count(*) filter (where not is_waiting) as answered,
        count(*) filter (where fate = 'met') as met,
        count(*) filter (where fate = 'breached') as breached,
        quantile_cont(seconds, 0.5) filter (where not is_waiting) as reply_median,
        quantile_cont(seconds, 0.9) filter (where not is_waiting) as reply_p90
    from timed_answers($calendar, $goals)
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by grouped
),

opened as (
    select
        date_trunc('week', day)::date as grouped,
        count(*) as first_count,
        quantile_cont(seconds, 0.5) as first_median,
        quantile_cont(seconds, 0.9) as first_p90
    from timed_exchanges($calendar)
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by grouped
),

joined as (
    select
        coalesce(answered.grouped, opened.grouped) as week,
        coalesce(answered.needing, 0) as needing,
        coalesce(answered.answered, 0) as answered,
        coalesce(answered.met, 0) as met,
        coalesce(answered.breached, 0) as breached,
        answered.reply_median,
        answered.reply_p90,
        coalesce(opened.first_count, 0) as first_count,
        opened.first_median,
        opened.first_p90
    from answered
    full join opened on answered.grouped = opened.grouped
)

select *
from joined
order by week
