-- One row per message of the conversation.
select
    message_id,
    parent_id,
    created_at
from messages
where channel = $channel and conversation_id = $conversation_id
order by created_at, message_id
