-- One row per typical critique of each theme, of different people and texts, the best first.
-- Of all times at once only those are ranked that `prepared/voices.sql` found typical, and what was moved by hand.
with
once as (
    select
        theme_id,
        channel,
        message_id,
        author_id,
        language,
        fit,
        key,
        place as stands_at
    from themed
    where
        theme_id != ''
        and (
            typical is not null
            or is_moved
            or $count > 120
            or $since is not null
            or $until is not null
            or $channels is not null
            or $languages is not null
        )
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    qualify row_number() over (partition by theme_id, wave order by created_at desc, key asc) = 1
),

fair as (
    select *
    from once
    qualify row_number() over (partition by theme_id, author_id order by fit desc, key asc) <= 2
)

select
    * exclude (key),
    row_number() over (partition by theme_id order by fit desc, key asc) as place
from fair
qualify place <= $count
order by theme_id, place
