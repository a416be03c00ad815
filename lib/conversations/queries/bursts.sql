-- One row per day and channel whose inbound messages stood out from the 28 days before it.
-- The spread is never taken smaller than chance alone would make it (the root of the usual, and 1): a quiet channel
-- does not burst over two messages. Fourteen days of history are asked for.
with
calendar as (
    select range::date as day
    from
        range(
            (select first_day from model)::timestamp,
            (select last_day from model)::timestamp + interval 1 day,
            interval 1 day
        )
),

said as (
    select
        day,
        channel,
        sum(inbound)::bigint as inbound,
        sum(critiques)::bigint as critiques
    from days
    where
        ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
        and day >= coalesce($since, (select first_day from model)) - 28
    group by day, channel
),

filled as (
    select
        calendar.day,
        heard.channel,
        coalesce(said.inbound, 0) as inbound,
        coalesce(said.critiques, 0) as critiques
    from calendar
    cross join (select distinct channel from said) as heard
    left join said on calendar.day = said.day and heard.channel = said.channel
    where calendar.day >= coalesce($since, (select first_day from model)) - 28
),

compared as (
    select
        *,
        avg(inbound) over before as usual,
        stddev_samp(inbound) over before as spread,
        avg(critiques) over before as usual_critiques,
        count(*) over before as history
    from filled
    window before as (partition by channel order by day rows between 28 preceding and 1 preceding)
),

scored as (
    select
        *,
        (inbound - usual) / greatest(spread, sqrt(usual), 1) as sigmas
    from compared
    where history >= 14
)

select
    day,
    channel,
    inbound,
    usual,
    sigmas,
    critiques,
    usual_critiques
from scored
where
    sigmas >= $sigmas
    and inbound >= $minimum
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
order by day, channel
