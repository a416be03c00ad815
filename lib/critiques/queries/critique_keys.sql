-- One row per critique.
select
    channel,
    message_id,
    author_id,
    created_at,
    day,
    language,
    sentiment,
    polarity,
    heat,
    coalesce(likes, 0) as likes,
    coalesce(views, 0) as views,
    hash(text, aspects, language) as content,
    hash(channel, message_id) as key,
    rowid as place
from messages
where is_critique and not is_brand
