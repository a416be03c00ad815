-- One row per hour (where the community lives), channel, language and aspect: inbound messages about it.
-- key: day
with
said as (
    select
        day,
        date_trunc('hour', created_at at time zone getvariable('time_zone')) as hour,
        channel,
        language,
        unnest(aspects) as aspect,
        is_critique
    from scope
    where not is_brand
)

select
    day,
    hour,
    channel,
    language,
    aspect,
    count(*) as inbound,
    count(*) filter (where is_critique) as critiques
from said
group by all
