-- One row per conversation, author who answers and author who is answered.
-- key: channel, conversation_id
-- By who is answered, so that what a person was answered is found without a scan.
select
    child.channel,
    child.conversation_id,
    child.author_id,
    parent.author_id as to_author_id,
    child.is_brand as is_ours,
    parent.is_brand as is_to_us,
    count(*) as answers,
    min(child.day) as first_day,
    max(child.day) as last_day
from scope as child
inner join scope as parent
    on
        child.channel = parent.channel
        and child.conversation_id = parent.conversation_id
        and child.parent_id = parent.message_id
where child.author_id != parent.author_id
group by all
order by parent.author_id
