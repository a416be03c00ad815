-- One row per text of ours that goes out by itself, by channel; `said` is the md5 of it.
-- key: all
-- It went out five times or more, and at least half of them within a minute of the message it follows in its thread.
with
repeated as (
    select
        channel,
        text
    from messages
    where is_brand and kind != 'post' and text != ''
    group by channel, text
    having count(*) >= 5
),

sent as (
    select
        messages.channel,
        messages.thread_id,
        messages.created_at,
        messages.text
    from messages
    semi join repeated on messages.channel = repeated.channel and messages.text = repeated.text
    where messages.is_brand and messages.kind != 'post'
),

inbound as (
    select distinct
        messages.channel,
        messages.thread_id,
        messages.created_at
    from messages
    semi join sent on messages.channel = sent.channel and messages.thread_id = sent.thread_id
    where not messages.is_brand
),

timed as (
    select
        sent.channel,
        sent.text,
        epoch(sent.created_at - inbound.created_at) as seconds
    from sent
    asof left join inbound
        on
            sent.channel = inbound.channel
            and sent.thread_id = inbound.thread_id
            and sent.created_at >= inbound.created_at
)

select
    channel,
    md5(text) as said,
    count(*) as times
from timed
group by channel, text
having count(*) filter (where seconds <= 60) >= greatest(5, count(*) * 0.5)
