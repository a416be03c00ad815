-- One row per unsettled message: its ancestors so far replaced by theirs, which doubles the way climbed.
select
    here.channel,
    here.message_id,
    here.is_top,
    here.is_thread_top,
    above.top,
    thread_above.thread_top,
    least(here.least_id, above.least_id) as least_id,
    least(here.thread_least_id, thread_above.thread_least_id) as thread_least_id
from climbed as here
inner join climbed as above on here.channel = above.channel and here.top = above.message_id
inner join climbed as thread_above on here.channel = thread_above.channel and here.thread_top = thread_above.message_id
