-- One row per channel: the last 24 hours of the archive against the same hours of the 28 days before.
with
hour_of_last as (
    select date_trunc('hour', last_at at time zone time_zone) as hour
    from model
),

windowed as (
    select
        hours.channel,
        date_diff('hour', hours.hour, (select hour from hour_of_last)) // 24 as back,
        sum(hours.inbound) as inbound,
        sum(hours.critiques) as critiques
    from hours
    where
        hours.hour > (select hour from hour_of_last) - interval 29 day
        and ($channels is null or list_contains($channels, hours.channel))
        and ($languages is null or list_contains($languages, hours.language))
    group by hours.channel, back
),

filled as (
    select
        heard.channel,
        steps.range as back,
        coalesce(windowed.inbound, 0) as inbound,
        coalesce(windowed.critiques, 0) as critiques
    from range(0, 29) as steps
    cross join (select distinct channel from windowed) as heard
    left join windowed on steps.range = windowed.back and heard.channel = windowed.channel
),

compared as (
    select
        channel,
        sum(inbound) filter (where back = 0)::bigint as inbound,
        avg(inbound) filter (where back > 0) as usual,
        stddev_samp(inbound) filter (where back > 0) as spread,
        sum(critiques) filter (where back = 0)::bigint as critiques,
        avg(critiques) filter (where back > 0) as usual_critiques,
        stddev_samp(critiques) filter (where back > 0) as spread_critiques
    from filled
    group by channel
)

select
    channel,
    inbound,
    usual,
    (inbound - usual) / greatest(spread, sqrt(usual), 1) as sigmas,
    critiques,
    usual_critiques,
    (critiques - usual_critiques) / greatest(spread_critiques, sqrt(usual_critiques), 1) as critique_sigmas
from compared
order by sigmas desc, channel asc
