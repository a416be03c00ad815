-- One row per message of the last days that needed an answer: when another member answered it, or until when none had.
select
    channel,
    part,
    seconds,
    is_answered
from member_answers($days)
order by created_at, channel, message_id
limit 200000
