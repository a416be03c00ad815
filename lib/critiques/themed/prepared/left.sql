-- One row per critique of no theme, the newest of them.
with
newest as (
    select *
    from found
    where theme_id = ''
    order by created_at desc, channel asc, message_id asc
    limit $most
)

select
    key,
    place,
    theme_id
from newest
order by channel, message_id
