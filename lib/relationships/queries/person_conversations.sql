-- One row per conversation a person took part in, the newest of their words first.
with
page as (
    select
        channel,
        conversation_id,
        sum(messages)::bigint as messages,
        max(said_at) as said_at,
        count(*) over () as total
    from member_conversations
    where author_id in (select unnest($author_ids::varchar[]))
    group by channel, conversation_id
    order by said_at desc, channel asc, conversation_id asc
    limit $count
),

-- the moments are looked for, which few rows hold; of several messages of one moment the first by its id
theirs as (
    select
        messages.channel,
        messages.conversation_id,
        min(messages.message_id) as message_id,
        arg_min(messages.text, messages.message_id) as text
    from messages
    inner join page
        on
            messages.created_at = page.said_at
            and messages.channel = page.channel
            and messages.conversation_id = page.conversation_id
    where list_contains($author_ids, messages.author_id)
    group by messages.channel, messages.conversation_id
)

select
    page.channel,
    page.conversation_id,
    page.messages,
    page.said_at,
    theirs.message_id,
    theirs.text,
    coalesce(list_has_any(waits.author_ids, $author_ids), false) as is_waiting,
    page.total
from page
inner join theirs on page.channel = theirs.channel and page.conversation_id = theirs.conversation_id
left join waits on page.channel = waits.channel and page.conversation_id = waits.conversation_id
order by page.said_at desc, page.channel asc, page.conversation_id asc
