-- One row per critique.
select
    channel,
    message_id,
    theme_id
from themed
where
    ($since is null or day >= $since)
    and ($languages is null or list_contains($languages, language))
order by channel, message_id
