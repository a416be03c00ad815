-- One row per message that needed an answer: how long until another member answered it, or until we could not know.
-- parameters: days
-- Of the last `days` of the archive. `seconds` ends with a member's message in the thread (`is_answered`), or without
-- one where we replied, the archive ends, or a week has passed (censored). `part`: weekend (4 to 7) or not (0 to 3),
-- night, morning, afternoon, evening. Heat before: the three messages up to it; after: the three that followed.
with
heard as (
    select
        messages.channel,
        messages.message_id,
        messages.thread_id,
        messages.author_id,
        messages.created_at,
        messages.heat,
        coalesce(messages.author_id != lag(messages.author_id) over (
            partition by messages.channel, messages.thread_id order by messages.created_at, messages.message_id
        ), true) as is_other,
        avg(messages.heat) over (
            partition by messages.channel, messages.thread_id order by messages.created_at, messages.message_id
            rows between 2 preceding and current row
        ) as heat_before,
        avg(messages.heat) over (
            partition by messages.channel, messages.thread_id order by messages.created_at, messages.message_id
            rows between 1 following and 3 following
        ) as heat_after
    from messages
    cross join model
    where not messages.is_brand and messages.day > model.last_day - days - 8
),

followed as (
    select
        *,
        min(created_at) filter (where is_other) over (
            partition by channel, thread_id
            order by created_at, message_id rows between 1 following and unbounded following
        ) as member_at
    from heard
),

ended as (
    select
        answers.channel,
        answers.message_id,
        answers.conversation_id,
        answers.created_at,
        answers.reason,
        followed.heat,
        followed.heat_before,
        followed.heat_after,
        answers.answered_at as ours_at,
        followed.member_at,
        answers.created_at at time zone model.time_zone as local_at,
        least(
            coalesce(followed.member_at, model.last_at),
            coalesce(answers.answered_at, model.last_at),
            answers.created_at + interval 7 days,
            model.last_at
        ) as ended_at
    from answers
    inner join followed on answers.channel = followed.channel and answers.message_id = followed.message_id
    cross join model
    where answers.day > model.last_day - days
)

select
    channel,
    message_id,
    conversation_id,
    created_at,
    date_trunc('month', local_at)::date as month,
    reason,
    heat,
    heat_before,
    heat_after,
    (hour(local_at) // 6 + 4 * (isodow(local_at) > 5)::integer)::integer as part,
    greatest(epoch(ended_at - created_at), 0) as seconds,
    coalesce(member_at <= ended_at, false) as is_answered,
    coalesce(epoch(ours_at - created_at) <= 3600, false) as is_ours_in_time
from ended
