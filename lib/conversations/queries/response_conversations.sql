-- One row per conversation with a reply that took more than `over` and up to `upto` counted seconds, the slowest first.
with
slow as (
    select
        channel,
        conversation_id,
        max(seconds) as seconds,
        bool_or(fate = 'breached') as is_breached
    from timed_answers($calendar, $goals)
    where
        not is_waiting
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
        and ($over is null or seconds > $over)
        and ($upto is null or seconds <= $upto)
        and ($person is null or answered_by = $person)
    group by channel, conversation_id
),

chosen as (
    select
        *,
        count(*) over () as total
    from slow
    order by seconds desc, channel asc, conversation_id asc
    limit $count
)

select
    chosen.*,
    conversations.opening,
    conversations.is_ours,
    conversations.last_at,
    people.shown_name
from chosen
inner join conversations
    on chosen.channel = conversations.channel and chosen.conversation_id = conversations.conversation_id
left join people on conversations.opening_author_id = people.author_id
order by chosen.seconds desc, chosen.channel asc, chosen.conversation_id asc
