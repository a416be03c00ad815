-- One row per conversation that waits for us: since when, for what, who waits, and the message that waits longest.
-- key: channel, conversation_id
with
waiting as (
    select
        answers.channel,
        answers.conversation_id,
        answers.created_at,
        answers.day,
        answers.reason,
        (answers.created_at, answers.message_id) as turn,
        scope.aspects,
        {
            'message_id': scope.message_id,
            'author_id': scope.author_id,
            'language': scope.language,
            'text': left(scope.text, 600)
        } as message
    from answers
    inner join scope on answers.channel = scope.channel and answers.message_id = scope.message_id
    where answers.is_waiting
),

summed as (
    select
        channel,
        conversation_id,
        count(*) as waiting_count,
        min(created_at) as waiting_since,
        min(day) as first_waiting_day,
        max(day) as last_waiting_day,
        bool_or(reason = 'complains') as complains,
        bool_or(reason = 'asks') as asks,
        list_sort(list_distinct(flatten(list(aspects)))) as aspects,
        list_sort(list_distinct(list(message['author_id']))) as author_ids,
        arg_min(message, turn) as opening
    from waiting
    group by channel, conversation_id
)

select
    summed.channel,
    summed.conversation_id,
    summed.waiting_count,
    summed.waiting_since,
    summed.first_waiting_day,
    summed.last_waiting_day,
    summed.opening.message_id,
    summed.complains,
    summed.asks,
    summed.opening.author_id,
    summed.opening.language,
    summed.opening.text,
    summed.aspects,
    summed.author_ids
from summed
