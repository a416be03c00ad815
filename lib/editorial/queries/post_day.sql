-- One row: the day of a post of ours; none where it is not here.
select day
from receptions
where channel = $channel and message_id = $message_id and span = 'all'
