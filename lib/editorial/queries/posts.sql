-- One row per post of ours of the period, the newest first: its words.
select
    channel,
    message_id,
    created_at,
    day,
    text,
    url
from messages
where
    is_brand
    and kind = 'post'
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
order by created_at desc, channel asc, message_id asc
limit $count
