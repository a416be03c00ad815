-- One row per day of the archive within the period and channel.
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
        channel,
        sum(messages)::bigint as messages,
        sum(inbound)::bigint as inbound,
        sum(negative)::bigint as negative,
        sum(neutral)::bigint as neutral,
        sum(positive)::bigint as positive
    from days
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by day, channel
)

select
    calendar.day,
    heard.channel,
    coalesce(said.messages, 0) as messages,
    coalesce(said.inbound, 0) as inbound,
    coalesce(said.negative, 0) as negative,
    coalesce(said.neutral, 0) as neutral,
    coalesce(said.positive, 0) as positive
from calendar
cross join (select distinct channel from said) as heard
left join said on calendar.day = said.day and heard.channel = said.channel
order by heard.channel, calendar.day
