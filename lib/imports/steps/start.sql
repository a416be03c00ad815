-- One row per unsettled message: the unsettled message it answers (itself where none), and the same without our posts.
-- The least place met on the way names a circle of replies, which has no top.
with
pairs as (
    select
        child.place,
        parent.place as parent,
        coalesce(parent.place, child.place) as top,
        case when parent.is_our_post then child.place else coalesce(parent.place, child.place) end as thread_top
    from unsettled as child
    left join unsettled as parent on child.channel = parent.channel and child.parent_id = parent.message_id
)

select
    *,
    top = place as is_top,
    thread_top = place as is_thread_top,
    least(place, top) as least_place,
    least(place, thread_top) as thread_least_place,
    true as is_moved
from pairs
