-- One row per unsettled message: its ancestors so far replaced by theirs, which doubles the way climbed.
select
    here.place,
    here.parent,
    here.is_top,
    here.is_thread_top,
    above.top,
    thread_above.thread_top,
    least(here.least_place, above.least_place) as least_place,
    least(here.thread_least_place, thread_above.thread_least_place) as thread_least_place,
    above.top != here.top or thread_above.thread_top != here.thread_top as is_moved
from climbed as here
inner join climbed as above on here.top = above.place
inner join climbed as thread_above on here.thread_top = thread_above.place
