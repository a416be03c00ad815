-- One row per author who is not the brand, and conversation they wrote in; by author, newest conversation last.
-- key: author_id
select
    author_id,
    channel,
    conversation_id,
    count(*) as messages,
    max(created_at) as said_at
from scope
where not is_brand and author_id is not null
group by author_id, channel, conversation_id
order by author_id, said_at
