-- One row per theme, day, channel and language: what its critiques come to, and how many are the first of their kind.
-- `voices` and `authors` were never heard in the theme before; voices_of_week, voices_of_day not in that week or day.
select
    theme_id,
    day,
    channel,
    language,
    count(*) as critiques,
    count(*) filter (where voice_before is null) as voices,
    count(*) filter (where voice_before is null or voice_before < date_trunc('week', day)) as voices_of_week,
    count(*) filter (where voice_before is null or voice_before < day) as voices_of_day,
    count(author) filter (where author_before is null) as authors,
    sum(views)::bigint as views,
    sum(likes)::bigint as likes,
    sum(polarity::double) as polarity,
    count(polarity) as polar,
    sum(heat::double) as heat,
    count(heat) as heated,
    count(*) filter (where sentiment = 'negative') as negative
from counted
group by theme_id, day, channel, language
order by theme_id, day
