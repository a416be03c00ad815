-- One row per newcomer whose first conversation with us still waits for an answer, the longest wait first.
with
first_waits as (
    select
        author_id,
        channel,
        conversation_id,
        min(created_at) as waiting_since,
        arg_min(message_id, created_at) as message_id
    from answers
    where is_waiting
    group by author_id, channel, conversation_id
),

page as (
    select
        first_waits.*,
        count(*) over () as total
    from first_waits
    inner join standing on first_waits.author_id = standing.author_id
    inner join members on first_waits.author_id = members.author_id
    where
        standing.silent_days < 30
        and standing.first_day > standing.archive_day - 30
        and members.conversation_count = 1
        and ($channels is null or list_contains($channels, members.channel))
        and ($languages is null or list_contains($languages, members.language))
    order by first_waits.waiting_since, first_waits.author_id
    limit $count
)

select
    page.author_id,
    page.channel,
    page.conversation_id,
    page.message_id,
    page.waiting_since,
    epoch(model.last_at - page.waiting_since) as waiting_seconds,
    messages.text,
    coalesce(people.shown_name, '') as shown_name,
    page.total
from page
inner join messages on page.channel = messages.channel and page.message_id = messages.message_id
left join people on page.author_id = people.author_id
cross join model
order by page.waiting_since, page.author_id
