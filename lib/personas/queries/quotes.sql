-- One row per message asked for by channel and id, with who wrote it and where it stands.
with asked as (
    select
        unnest($channels) as channel,
        unnest($message_ids) as message_id
)

select
    messages.channel,
    messages.message_id,
    messages.conversation_id,
    messages.author_id,
    messages.created_at,
    messages.text,
    messages.url,
    people.shown_name
from asked
inner join messages on asked.channel = messages.channel and asked.message_id = messages.message_id
left join people on messages.author_id = people.author_id
order by messages.created_at desc, messages.message_id asc
