-- One row per conversation in which a message of the period waits for us, the most pressing first.
-- Pressing: heat and tension come before the length of the wait, a complaint before a question; each reason weighs
-- as much as a wait four times as long.
with
waits as (
    select
        channel,
        conversation_id,
        count(*) as waiting_count,
        min(created_at) as waiting_since,
        arg_min(message_id, created_at) as message_id,
        arg_min(author_id, created_at) as author_id,
        arg_min(language, created_at) as language,
        bool_or(reason = 'complains') as complains,
        bool_or(reason = 'asks') as asks
    from answers
    where
        is_waiting
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by channel, conversation_id
),

described as (
    select
        waits.*,
        epoch(model.last_at - waits.waiting_since) as waiting_seconds,
        conversations.tension,
        conversations.heat,
        conversations.message_count,
        conversations.author_count,
        coalesce(members.first_at > model.last_at - interval 28 day, false) as is_newcomer,
        coalesce(conversations.tension > 0.1, false) as is_rising
    from waits
    cross join model
    inner join conversations
        on waits.channel = conversations.channel and waits.conversation_id = conversations.conversation_id
    left join members on waits.author_id = members.author_id
),

ranked as (
    select
        *,
        ln(1 + waiting_seconds)
        + ln(4) * (
            complains::int
            + is_rising::int
            + is_newcomer::int
            + (author_count >= 5)::int
            + (coalesce(heat, 0) > 0.6)::int
        ) as pressure
    from described
),

chosen as (
    select *
    from ranked
    order by pressure desc, waiting_since asc, channel asc, conversation_id asc
    limit $count offset $first
)

select
    chosen.*,
    people.shown_name,
    messages.text
from chosen
left join messages on chosen.channel = messages.channel and chosen.message_id = messages.message_id
left join people on chosen.author_id = people.author_id
order by chosen.pressure desc, chosen.waiting_since asc, chosen.channel asc, chosen.conversation_id asc
