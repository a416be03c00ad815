-- One row per newcomer whose first conversation with us still waits for an answer, the longest wait first.
with
newcomers as (
    select
        author_id,
        first_day
    from standing
    where
        silent_days < 30
        and first_day > archive_day - 30
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
),

first_waits as (
    select
        answers.author_id,
        answers.channel,
        answers.conversation_id,
        min(answers.created_at) as waiting_since,
        arg_min(answers.message_id, answers.created_at) as message_id
    from answers
    where
        answers.is_waiting
        and answers.day >= (select min(newcomers.first_day) from newcomers)
        and answers.author_id in (select newcomers.author_id from newcomers)
    group by answers.author_id, answers.channel, answers.conversation_id
),

page as (
    select
        first_waits.*,
        count(*) over () as total
    from first_waits
    inner join members on first_waits.author_id = members.author_id
    where members.conversation_count = 1
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
-- days are those of the community's time zone, a day off at most
where messages.day >= (select min(page.waiting_since)::date - 1 from page)
order by page.waiting_since, page.author_id
