-- One row per critique of a person, the newest first, and when we answered it.
with
-- so many critiques lie on as many days at most
days as (
    select day
    from member_days
    where author_id in (select unnest($author_ids::varchar[])) and critiques > 0
    group by day
    order by day desc
    limit $count
),

criticised as materialized (
    select
        channel,
        conversation_id,
        message_id,
        created_at,
        text,
        aspects
    from messages
    where
        author_id in (select unnest($author_ids::varchar[]))
        and day in (select days.day from days)
        and is_critique
    order by created_at desc, channel asc, message_id asc
    limit $count
),

answered as materialized (
    select
        channel,
        message_id,
        answered_at
    from answers
    where created_at in (select criticised.created_at from criticised) and answered_at is not null
)

select
    criticised.*,
    answered.answered_at
from criticised
left join answered on criticised.channel = answered.channel and criticised.message_id = answered.message_id
order by criticised.created_at desc, criticised.channel asc, criticised.message_id asc
