-- One row per typical critique of each theme, of different people and texts, the best first.
with
once as (
    select
        theme_id,
        channel,
        message_id,
        author_id,
        language,
        fit
    from themed
    where
        theme_id != ''
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    qualify
        row_number() over (partition by theme_id, wave order by created_at desc, channel asc, message_id asc) = 1
        and row_number() over (partition by theme_id, author_id order by fit desc, channel asc, message_id asc) <= 2
)

select
    *,
    row_number() over (partition by theme_id order by fit desc, channel asc, message_id asc) as place
from once
qualify place <= $count
order by theme_id, place
