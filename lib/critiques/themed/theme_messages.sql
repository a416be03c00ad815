-- One row per critique of the theme in the period.
with
chosen as (
    select
        channel,
        message_id,
        author_id,
        wave,
        fit,
        created_at,
        key
    from themed
    where
        theme_id = $theme_id
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
)

select
    channel,
    message_id,
    author_id,
    wave,
    fit,
    (select count(*) from chosen) as total
from chosen
order by
    case when $sort = 'typical' then fit end desc nulls last,
    created_at desc,
    key asc
limit coalesce($count, 1000000) offset coalesce($first, 0)
