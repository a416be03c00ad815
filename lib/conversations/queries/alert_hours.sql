-- One row per hour (where the community lives), channel and aspect in which anything was heard; aspect null: all of it.
-- `heat`: the sum of the heat of its messages.
select
    hour,
    channel,
    null as aspect,
    sum(inbound)::double as inbound,
    sum(critiques)::double as critiques,
    sum(heat_sum)::double as heat
from hours
where inbound > 0
group by hour, channel
union all
select
    hour,
    channel,
    aspect,
    sum(inbound)::double as inbound,
    sum(critiques)::double as critiques,
    0.0 as heat
from aspect_hours
group by hour, channel, aspect
order by hour, channel, aspect
