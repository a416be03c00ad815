-- One row per week, weekday (1 Monday) and hour where the community lives: inbound messages; whole weeks only.
with
said as (
    select
        date_trunc('week', hour)::date as week,
        isodow(hour) as weekday,
        hour(hour) as hour,
        sum(inbound)::bigint as inbound
    from hours
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by all
),

bounds as (
    select
        greatest(coalesce($since, first_day), first_day) as first_day,
        least(coalesce($until, last_day), last_day) as last_day
    from model
)

select said.*
from said
cross join bounds
where said.week >= bounds.first_day and said.week + 6 <= bounds.last_day
order by said.week, said.weekday, said.hour
