-- One row per message of the community that the ear is least sure of, and that nobody corrected.
select
    messages.channel,
    messages.message_id,
    messages.conversation_id,
    messages.is_brand,
    messages.created_at,
    messages.text,
    messages.language,
    messages.sentiment,
    messages.polarity,
    messages.confidence,
    messages.is_uncertain,
    messages.intent,
    messages.is_critique,
    messages.aspects,
    messages.heat,
    messages.formality,
    messages.is_corrected,
    people.shown_name
from messages
left join people on messages.author_id = people.author_id
where
    not messages.is_brand
    and not messages.is_corrected
    and messages.sentiment is not null
    and length(messages.text) between 12 and 600
    and ($languages is null or list_contains($languages, messages.language))
order by messages.confidence asc, messages.created_at desc, messages.channel asc, messages.message_id asc
limit $count
