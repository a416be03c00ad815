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

-- by their moments alone, which few rows hold: looked for by conversation as well, all conversations would be read
spoken as materialized (
    select
        channel,
        conversation_id,
        message_id,
        author_id,
        created_at,
        text
    from messages
    where created_at in (select page.said_at from page)
),

-- of several messages of one moment the first by its id
theirs as (
    select
        spoken.channel,
        spoken.conversation_id,
        min(spoken.message_id) as message_id,
        arg_min(spoken.text, spoken.message_id) as text
    from spoken
    inner join page
        on
            spoken.created_at = page.said_at
            and spoken.channel = page.channel
            and spoken.conversation_id = page.conversation_id
    where list_contains($author_ids, spoken.author_id)
    group by spoken.channel, spoken.conversation_id
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
