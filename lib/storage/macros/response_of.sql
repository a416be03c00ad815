-- One row per group: how fast we reply, in counted seconds. `grouped`: a channel, a Monday, or 'all', by `grouping_by`.
-- parameters: grouping_by, calendar, goals, from_day, to_day, on_channels, in_languages
-- `grouping_by`: channel, week, or all; `calendar` and `goals` as in timed_answers; the rest filters, null for none.
with
answered as (
    select
        case grouping_by
            when 'channel' then channel when 'week' then date_trunc('week', day)::date::varchar else 'all'
        end as grouped,
        count(*) as needing,
        count(*) filter (where not is_waiting) as answered,
        count(*) filter (where fate = 'met') as met,
        count(*) filter (where fate = 'breached') as breached,
        quantile_cont(seconds, 0.5) filter (where not is_waiting) as reply_median,
        quantile_cont(seconds, 0.9) filter (where not is_waiting) as reply_p90
    from timed_answers(calendar, goals)
    where
        (from_day is null or day >= from_day)
        and (to_day is null or day <= to_day)
        and (on_channels is null or list_contains(on_channels, channel))
        and (in_languages is null or list_contains(in_languages, language))
    group by grouped
),

opened as (
    select
        case grouping_by
            when 'channel' then channel when 'week' then date_trunc('week', day)::date::varchar else 'all'
        end as grouped,
        count(*) as first_count,
        quantile_cont(seconds, 0.5) as first_median,
        quantile_cont(seconds, 0.9) as first_p90
    from timed_exchanges(calendar)
    where
        (from_day is null or day >= from_day)
        and (to_day is null or day <= to_day)
        and (on_channels is null or list_contains(on_channels, channel))
        and (in_languages is null or list_contains(in_languages, language))
    group by grouped
)

select
    coalesce(answered.grouped, opened.grouped) as grouped,
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
