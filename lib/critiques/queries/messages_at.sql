-- One row per message at the places given, the newest first.
with
found as (
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
        formality,
        heat,
        coalesce(likes, 0) as likes,
        coalesce(views, 0) as views,
        coalesce(aspects, []) as aspects
    from messages
    where len($places::bigint[]) > 0 and rowid in (select unnest($places::bigint[]))
),

-- of the few who are needed: joined whole, the names of everybody would be read for each question
named as (
    select
        author_id,
        shown_name
    from people
    where author_id in (select found.author_id from found)
)

select
    found.*,
    named.shown_name
from found
left join named on found.author_id = named.author_id
order by found.created_at desc, found.channel asc, found.message_id asc
