-- One row per message of the community in a language, newest first.
select text
from messages
where not is_brand and language = $language
order by created_at desc, channel asc, message_id asc
limit $count
