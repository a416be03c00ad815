-- One row per newcomer whose first conversation with us still waits for an answer, the longest wait first.
with
page as (
    select
        author_id,
        waiting_channel,
        waiting_conversation_id,
        waiting_message_id,
        waiting_since,
        count(*) over () as total
    from standing
    where
        silent_days < 30
        and first_day > archive_day - 30
        and waiting_since is not null
        and conversation_count = 1
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    order by waiting_since, author_id
    limit $count
),

-- by their moments alone, which few rows hold
spoken as materialized (
    select
        channel,
        message_id,
        text
    from messages
    where created_at in (select page.waiting_since from page)
)

select
    page.author_id,
    page.waiting_channel as channel,
    page.waiting_conversation_id as conversation_id,
    page.waiting_message_id as message_id,
    page.waiting_since,
    epoch(model.last_at - page.waiting_since) as waiting_seconds,
    spoken.text,
    coalesce(people.shown_name, '') as shown_name,
    page.total
from page
inner join spoken on page.waiting_channel = spoken.channel and page.waiting_message_id = spoken.message_id
left join people on page.author_id = people.author_id
cross join model
order by page.waiting_since, page.author_id
