-- One row per conversation that waits for us, with all that its priority is made of; `place` numbers them.
-- key: all
-- Reach: the most views of a message in it, or the reactions and messages where these are more.
with
waits as (
    select
        channel,
        conversation_id,
        count(*) as waiting_count,
        min(created_at) as waiting_since,
        min(day) as first_waiting_day,
        max(day) as last_waiting_day,
        arg_min(message_id, (created_at, message_id)) as message_id,
        bool_or(reason = 'complains') as complains,
        bool_or(reason = 'asks') as asks
    from answers
    where is_waiting
    group by channel, conversation_id
),

asked as (
    select
        answers.channel,
        answers.conversation_id,
        list_sort(list_distinct(flatten(list(messages.aspects)))) as aspects
    from answers
    inner join messages on answers.channel = messages.channel and answers.message_id = messages.message_id
    where answers.is_waiting
    group by answers.channel, answers.conversation_id
),

newest as (
    select max(last_at) as at from conversations
)

select
    row_number() over (order by waits.waiting_since, waits.channel, waits.conversation_id) as place,
    waits.*,
    epoch(waits.waiting_since) as waiting_epoch,
    opening.author_id,
    people.shown_name,
    opening.language,
    left(opening.text, 600) as text,
    asked.aspects,
    conversations.message_count,
    conversations.author_count,
    conversations.inbound_count,
    conversations.last_inbound_at,
    conversations.heat,
    conversations.tension,
    conversations.reply_count,
    greatest(coalesce(conversations.views, 0), conversations.likes + conversations.message_count)::bigint as reach,
    coalesce(members.first_at = waits.waiting_since, false) as is_first_message,
    coalesce(members.first_at > newest.at - interval 28 day, false) as is_newcomer
from waits
cross join newest
inner join conversations
    on waits.channel = conversations.channel and waits.conversation_id = conversations.conversation_id
inner join asked on waits.channel = asked.channel and waits.conversation_id = asked.conversation_id
inner join messages as opening on waits.channel = opening.channel and waits.message_id = opening.message_id
left join members on opening.author_id = members.author_id
left join people on opening.author_id = people.author_id
