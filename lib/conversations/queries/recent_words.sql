-- One row per message of members in a language, newest first: how the community speaks.
select
    channel,
    message_id,
    text
from messages
where not is_brand and language = $language and length(text) between 20 and 2000
order by created_at desc, channel asc, message_id asc
limit $count
