-- One row per critique of the period, the newest first.
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
        is_critique,
        coalesce(aspects, []) as aspects
    from messages
    where
        is_critique
        and not is_brand
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    order by created_at desc, channel asc, message_id asc
    limit $count offset $first
)

select
    chosen.*,
    people.shown_name
from chosen
left join people on chosen.author_id = people.author_id
order by chosen.created_at desc, chosen.channel asc, chosen.message_id asc
