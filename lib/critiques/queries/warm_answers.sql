-- One row per answer that praises or is warm, to a message of somebody else.
with
warm as (
    select
        channel,
        parent_id,
        author_id,
        created_at,
        rowid as place,
        coalesce(likes, 0) as likes
    from messages
    where
        not is_brand
        and parent_id is not null
        and not coalesce(is_critique, false)
        and (sentiment = 'positive' or list_contains(intent, 'praise'))
)

select
    hash(warm.channel, warm.parent_id) as key,
    warm.place,
    warm.likes,
    warm.created_at
from messages as parent
inner join warm on parent.channel = warm.channel and parent.message_id = warm.parent_id
where warm.author_id is distinct from parent.author_id
order by key asc, likes desc, created_at desc, place asc
