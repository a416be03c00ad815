-- One row per inbound message of the channels between two moments (local time), oldest first.
select
    messages.channel,
    messages.message_id,
    messages.conversation_id,
    messages.author_id,
    messages.created_at,
    messages.text,
    coalesce(messages.is_critique, false) as is_critique,
    messages.aspects,
    messages.sentiment,
    coalesce(messages.heat, 0) as heat,
    coalesce(messages.likes, 0) as likes
from messages
cross join model
where
    not messages.is_brand
    and messages.day between $since::date and $until::date
    and (messages.created_at at time zone model.time_zone) >= $since
    and (messages.created_at at time zone model.time_zone) < $until
    and list_contains($channels, messages.channel)
order by messages.created_at, messages.channel, messages.message_id
