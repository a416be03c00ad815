-- One row per place of a message, with what it says, whose it is and whom they are tied to by name.
with
shown as (
    select
        unnest($places::bigint[]) as place,
        unnest($tie_author_ids::varchar[]) as tie_author_id
)

select
    shown.place,
    messages.conversation_id,
    messages.message_id,
    messages.text,
    coalesce(list_contains(messages.intent, 'question') or list_contains(messages.intent, 'request'), false)
        as is_asking,
    messages.sentiment,
    coalesce(people.shown_name, '') as shown_name,
    coalesce(others.shown_name, '') as tie_name
from messages
inner join shown on messages.rowid = shown.place
left join people on messages.author_id = people.author_id
left join people as others on shown.tie_author_id = others.author_id
where messages.rowid in (select unnest($places::bigint[]))
order by shown.place
