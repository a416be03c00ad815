-- One row per message at the places given, the newest first.
select
    messages.channel,
    messages.message_id,
    messages.conversation_id,
    messages.author_id,
    messages.is_brand,
    messages.created_at,
    messages.text,
    messages.language,
    messages.url,
    messages.sentiment,
    messages.is_critique,
    messages.formality,
    messages.heat,
    coalesce(messages.likes, 0) as likes,
    coalesce(messages.views, 0) as views,
    coalesce(messages.aspects, []) as aspects,
    people.shown_name
from messages
left join people on messages.author_id = people.author_id
where messages.rowid in (select unnest($places::bigint[]))
order by messages.created_at desc, messages.channel asc, messages.message_id asc
