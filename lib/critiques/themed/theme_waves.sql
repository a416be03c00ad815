-- One row per theme and text that was said three times or more by two people or more.
select
    theme_id,
    wave,
    count(*) as messages,
    count(distinct author_id) as authors,
    arg_min(channel, created_at) as channel,
    arg_min(message_id, created_at) as message_id
from themed
where
    ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
    and ($theme_id is null or theme_id = $theme_id)
group by theme_id, wave
having count(*) >= 3 and count(distinct author_id) >= 2
order by messages desc, wave asc
limit 50
