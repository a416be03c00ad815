-- One row per message of others below a post of ours in a stretch of time, oldest first.
-- `until`: the first moment that no longer belongs to the stretch; null: no end.
with
chosen as (
    select
        messages.*,
        members.first_at = messages.created_at as is_first,
        count(*) over () as total
    from messages
    left join members on messages.author_id = members.author_id
    where
        messages.channel = $channel
        and messages.conversation_id = $conversation_id
        and not messages.is_brand
        and messages.created_at >= $since
        and ($until is null or messages.created_at < $until)
        and (
            $which = 'all'
            or ($which = 'questions' and list_contains(messages.intent, 'question'))
            or ($which = 'critiques' and messages.is_critique)
            or ($which = 'newcomers' and members.first_at = messages.created_at)
            or messages.sentiment = $which
        )
    order by messages.created_at, messages.message_id
    limit $count offset $first
)

select
    chosen.channel,
    chosen.message_id,
    chosen.conversation_id,
    chosen.author_id,
    chosen.is_brand,
    chosen.created_at,
    chosen.text,
    chosen.language,
    chosen.url,
    chosen.sentiment,
    chosen.polarity,
    chosen.is_uncertain,
    chosen.intent,
    chosen.is_critique,
    chosen.aspects,
    chosen.heat,
    chosen.formality,
    chosen.is_corrected,
    chosen.total,
    people.shown_name
from chosen
left join people on chosen.author_id = people.author_id
order by chosen.created_at, chosen.message_id
