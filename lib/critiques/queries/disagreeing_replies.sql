-- One row per answer of somebody else to one of the keys given, that praises or is warm.
with
wanted as (
    select distinct
        unnest($channels::varchar[]) as channel,
        unnest($ids::varchar[]) as message_id
)

select
    reply.channel,
    reply.message_id,
    reply.conversation_id,
    reply.author_id,
    reply.is_brand,
    reply.created_at,
    reply.text,
    reply.language,
    reply.url,
    reply.sentiment,
    reply.is_critique,
    coalesce(reply.likes, 0) as likes,
    count(*) over () as total,
    people.shown_name
from messages as reply
inner join wanted on reply.channel = wanted.channel and reply.parent_id = wanted.message_id
inner join messages as parent on wanted.channel = parent.channel and wanted.message_id = parent.message_id
left join people on reply.author_id = people.author_id
where
    not reply.is_brand
    and reply.author_id is distinct from parent.author_id
    and (reply.sentiment = 'positive' or list_contains(reply.intent, 'praise'))
    and not coalesce(reply.is_critique, false)
order by likes desc, reply.created_at desc, reply.channel asc, reply.message_id asc
limit $count
