-- One row per message that occurs more than once in the files, or in the lake.
select
    channel,
    message_id
from known
union
select
    channel,
    message_id
from staged
group by channel, message_id
having count(*) > 1
