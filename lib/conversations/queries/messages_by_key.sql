-- One row per message of the keys given.
with
wanted as (
    select
        unnest($channels) as channel,
        unnest($ids) as message_id
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
    messages.polarity,
    messages.is_uncertain,
    messages.intent,
    messages.is_critique,
    messages.aspects,
    messages.heat,
    messages.formality,
    messages.is_corrected,
    people.shown_name
from messages
inner join wanted on messages.channel = wanted.channel and messages.message_id = wanted.message_id
left join people on messages.author_id = people.author_id
order by messages.created_at desc, messages.channel asc, messages.message_id asc
