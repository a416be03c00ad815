-- One row per message of the period, newest first.
with
chosen as (
    select
        channel,
        message_id,
        conversation_id,
        author_id,
        is_brand,
        created_at,
        text,
        language,
        url,
        sentiment,
        polarity,
        is_uncertain,
        intent,
        is_critique,
        aspects,
        heat,
        formality,
        is_corrected,
        count(*) over () as total
    from messages
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
        and (
            $which = 'all'
            or ($which = 'critiques' and is_critique and not is_brand)
            or ($which = 'questions' and list_contains(intent, 'question') and not is_brand)
            or (list_contains(['negative', 'neutral', 'positive'], $which) and sentiment = $which and not is_brand)
            or (
                $which = 'waiting'
                and (channel, message_id) in (
                    select (answers.channel, answers.message_id) from answers where answers.is_waiting
                )
            )
        )
    order by created_at desc, channel asc, message_id asc
    limit $count offset $first
)

select
    chosen.*,
    people.shown_name
from chosen
left join people on chosen.author_id = people.author_id
order by chosen.created_at desc, chosen.channel asc, chosen.message_id asc
