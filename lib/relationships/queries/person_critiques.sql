-- One row per critique of a person, the newest first, and when we answered it.
with
-- so many critiques lie on as many days at most
days as (
    select day
    from member_days
    where author_id in (select unnest($author_ids::varchar[])) and critiques > 0
    group by day
    order by day desc
    limit $count
)

select
    messages.channel,
    messages.conversation_id,
    messages.message_id,
    messages.created_at,
    messages.text,
    messages.aspects,
    answers.answered_at
from messages
left join answers
    on
        messages.channel = answers.channel
        and messages.message_id = answers.message_id
        and messages.day = answers.day
where
    messages.author_id in (select unnest($author_ids::varchar[]))
    and messages.day in (select days.day from days)
    and messages.is_critique
order by messages.created_at desc, messages.channel asc, messages.message_id asc
limit $count
