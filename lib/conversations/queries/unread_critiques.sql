-- One row per critique of the period that nobody has read, the widest reach first.
select
    heard.channel,
    heard.message_id,
    heard.conversation_id,
    heard.created_at,
    heard.text,
    heard.reach,
    people.shown_name
from heard_critiques($noticed, $since, $until, $channels, $languages) as heard
left join people on heard.author_id = people.author_id
where not heard.is_read
order by heard.reach desc, heard.created_at desc, heard.channel asc, heard.message_id asc
limit $count
