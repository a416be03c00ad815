-- One row per conversation of the queue in which one of these messages waits, by its place.
with
wanted as (
    select
        unnest($channels) as channel,
        unnest($ids) as message_id
)

select distinct queue.rowid as place
from wanted
inner join answers on wanted.channel = answers.channel and wanted.message_id = answers.message_id
inner join queue on answers.channel = queue.channel and answers.conversation_id = queue.conversation_id
where answers.is_waiting
order by place
