-- One row per unsettled message: its top, which in a circle of replies is the circle's least id.
select
    here.channel,
    here.message_id,
    case when above.is_top then here.top else above.least_id end as top,
    case when thread_above.is_thread_top then here.thread_top else thread_above.thread_least_id end as thread_top
from climbed as here
inner join climbed as above on here.channel = above.channel and here.top = above.message_id
inner join climbed as thread_above on here.channel = thread_above.channel and here.thread_top = thread_above.message_id
