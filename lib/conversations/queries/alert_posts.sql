-- One row per conversation in which somebody spoke warmly, oldest first: the people who did within 12 hours of the
-- first of them, and the hours (where the community lives) at which each of them came in, in order.
with
warm as (
    select
        channel,
        conversation_id,
        author_id,
        min(created_at) as came_at
    from messages
    where not is_brand and sentiment = 'positive' and author_id is not null
    group by channel, conversation_id, author_id
),

begun as (
    select
        channel,
        conversation_id,
        min(came_at) as begun_at
    from warm
    group by channel, conversation_id
)

select
    warm.channel,
    warm.conversation_id,
    begun.begun_at,
    count(*) as people,
    list_sort(list(date_trunc('hour', warm.came_at at time zone model.time_zone))) as hours
from warm
inner join begun on warm.channel = begun.channel and warm.conversation_id = begun.conversation_id
cross join model
where warm.came_at < begun.begun_at + interval 12 hour
group by warm.channel, warm.conversation_id, begun.begun_at
order by warm.channel, begun.begun_at, warm.conversation_id
