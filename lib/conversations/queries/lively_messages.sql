-- One row per message of the conversations given, led from `first` to `last`, each one's oldest first: what tells
-- passion from a quarrel.
with
wanted as (
    select
        unnest($channels::varchar[]) as channel,
        unnest($ids::varchar[]) as conversation_id
)

select
    messages.channel,
    messages.conversation_id,
    messages.message_id,
    messages.parent_id,
    messages.author_id,
    messages.is_brand,
    messages.heat
from messages
inner join wanted on messages.channel = wanted.channel and messages.conversation_id = wanted.conversation_id
where messages.day between $first and $last
order by messages.created_at, messages.channel, messages.message_id
