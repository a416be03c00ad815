-- One row per channel.
select
    channel,
    sum(messages)::bigint as messages
from days
group by channel
order by messages desc, channel asc
