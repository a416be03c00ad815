-- One row per hour (where the community lives), channel and language: inbound messages and their signals.
-- key: day
select
    day,
    date_trunc('hour', created_at at time zone getvariable('time_zone')) as hour,
    channel,
    language,
    count(*) as messages,
    count(*) filter (where not is_brand) as inbound,
    count(*) filter (where not is_brand and sentiment = 'negative') as negative,
    count(*) filter (where not is_brand and sentiment = 'neutral') as neutral,
    count(*) filter (where not is_brand and sentiment = 'positive') as positive,
    count(*) filter (where not is_brand and is_critique) as critiques,
    count(*) filter (where not is_brand and list_contains(intent, 'question')) as questions,
    coalesce(sum(heat) filter (where not is_brand), 0) as heat_sum,
    count(heat) filter (where not is_brand) as heat_count
from scope
group by all
