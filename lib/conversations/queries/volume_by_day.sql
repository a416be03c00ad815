-- One row per day of the archive within the period.
with
calendar as (
    select range::date as day
    from
        range(
            (select coalesce(greatest($since, first_day), first_day) from model)::timestamp,
            (select coalesce(least($until, last_day), last_day) from model)::timestamp + interval 1 day,
            interval 1 day
        )
),

said as (
    select
        day,
        sum(messages)::bigint as messages,
        sum(inbound)::bigint as inbound,
        sum(negative)::bigint as negative,
        sum(neutral)::bigint as neutral,
        sum(positive)::bigint as positive,
        sum(critiques)::bigint as critiques
    from days
    where
        ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by day
)

select
    calendar.day,
    coalesce(said.messages, 0) as messages,
    coalesce(said.inbound, 0) as inbound,
    coalesce(said.negative, 0) as negative,
    coalesce(said.neutral, 0) as neutral,
    coalesce(said.positive, 0) as positive,
    coalesce(said.critiques, 0) as critiques
from calendar
left join said on calendar.day = said.day
order by calendar.day
