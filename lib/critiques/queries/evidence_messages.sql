-- One row per message of the keys given, the newest first.
with
wanted as (
    select distinct
        unnest($channels::varchar[]) as channel,
        unnest($ids::varchar[]) as message_id
)

select
    messages.channel,
    messages.message_id,
    messages.conversation_id,
    messages.author_id,
    messages.is_brand,
    messages.created_at,
    messages.text,
    messages.language,
    messages.url,
    messages.sentiment,
    messages.is_critique,
    messages.formality,
    messages.heat,
    coalesce(messages.likes, 0) as likes,
    coalesce(messages.views, 0) as views,
    coalesce(messages.aspects, []) as aspects,
    people.shown_name
from messages
inner join wanted on messages.channel = wanted.channel and messages.message_id = wanted.message_id
left join people on messages.author_id = people.author_id
order by messages.created_at desc, messages.channel asc, messages.message_id asc
