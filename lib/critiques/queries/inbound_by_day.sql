-- One row per day of the archive.
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
        sum(inbound)::bigint as inbound
    from days
    where
        ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by day
)

select
    calendar.day,
    coalesce(said.inbound, 0) as inbound
from calendar
left join said on calendar.day = said.day
order by calendar.day
