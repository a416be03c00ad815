-- One row per unsettled message: its top, which in a circle of replies is the circle's least place.
select
    here.place,
    here.parent,
    case when above.is_top then here.top else above.least_place end as top,
    case when thread_above.is_thread_top then here.thread_top else thread_above.thread_least_place end as thread_top
from climbed as here
inner join climbed as above on here.top = above.place
inner join climbed as thread_above on here.thread_top = thread_above.place
