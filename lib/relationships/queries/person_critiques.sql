-- One row per critique of a person, the newest first, and when we answered it.
select
    messages.channel,
    messages.conversation_id,
    messages.message_id,
    messages.created_at,
    messages.text,
    messages.aspects,
    answers.answered_at
from messages
left join answers on messages.channel = answers.channel and messages.message_id = answers.message_id
where list_contains($author_ids, messages.author_id) and messages.is_critique
order by messages.created_at desc, messages.channel asc, messages.message_id asc
limit $count
