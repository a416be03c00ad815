-- One row: the conversation, or none where it is not there.
select
    conversations.*,
    people.shown_name
from conversations
left join people on conversations.opening_author_id = people.author_id
where conversations.channel = $channel and conversations.conversation_id = $conversation_id
