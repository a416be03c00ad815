-- One row per newcomer whose first conversation with us still waits for an answer, the longest wait first.
with
page as (
    select
        standing.author_id,
        standing.waiting_channel,
        standing.waiting_conversation_id,
        standing.waiting_message_id,
        standing.waiting_since,
        count(*) over () as total
    from standing
    inner join members on standing.author_id = members.author_id
    where
        standing.silent_days < 30
        and standing.first_day > standing.archive_day - 30
        and standing.waiting_since is not null
        and members.conversation_count = 1
        and ($channels is null or list_contains($channels, standing.channel))
        and ($languages is null or list_contains($languages, standing.language))
    order by standing.waiting_since, standing.author_id
    limit $count
)

select
    page.author_id,
    page.waiting_channel as channel,
    page.waiting_conversation_id as conversation_id,
    page.waiting_message_id as message_id,
    page.waiting_since,
    epoch(model.last_at - page.waiting_since) as waiting_seconds,
    messages.text,
    coalesce(people.shown_name, '') as shown_name,
    page.total
from page
inner join messages
    on
        page.waiting_channel = messages.channel
        and page.waiting_message_id = messages.message_id
        and page.waiting_since = messages.created_at
left join people on page.author_id = people.author_id
cross join model
order by page.waiting_since, page.author_id
