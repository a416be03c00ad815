-- One row per message of the conversation among the ids given (all where none are).
select
    messages.message_id,
    messages.parent_id,
    messages.channel,
    messages.kind,
    messages.author_id,
    messages.is_brand,
    messages.created_at,
    messages.edited_at,
    messages.text,
    messages.language,
    messages.likes,
    messages.url,
    messages.rating,
    messages.sentiment,
    messages.polarity,
    messages.confidence,
    messages.is_uncertain,
    messages.is_critique,
    messages.intent,
    messages.aspects,
    messages.heat,
    messages.formality,
    messages.is_corrected,
    people.shown_name,
    coalesce(answers.is_waiting, false) as is_waiting
from messages
left join people on messages.author_id = people.author_id
left join answers on messages.channel = answers.channel and messages.message_id = answers.message_id
where
    messages.channel = $channel
    and messages.conversation_id = $conversation_id
    and ($ids is null or list_contains($ids, messages.message_id))
order by messages.created_at, messages.message_id
