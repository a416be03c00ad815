-- One row per message that needs an answer: how long it took in counted seconds, and whether the goal was met.
-- parameters: calendar, goals
-- `calendar`: JSON, one row a day with opens, closes, before (epoch and counted seconds); [] counts by the clock.
-- `goals`: JSON, seconds by channel, "" for the others.
-- Fate: met; breached (answered late, or waiting beyond the goal); pending (waiting, the goal not yet passed).
with
opened as (
    select unnest(
        from_json(calendar::json, '[{"day": "DATE", "opens": "DOUBLE", "closes": "DOUBLE", "before": "DOUBLE"}]'),
        recursive := true
    )
),

aims as (
    select unnest(from_json(goals::json, '[{"channel": "VARCHAR", "goal": "DOUBLE"}]'), recursive := true)
),

ended as (
    select
        answers.channel,
        answers.message_id,
        answers.conversation_id,
        answers.language,
        answers.day,
        answers.answered_by,
        answers.is_waiting,
        epoch(answers.created_at) as start,
        epoch(coalesce(answers.answered_at, model.last_at)) as finish,
        (coalesce(answers.answered_at, model.last_at) at time zone model.time_zone)::date as last_day
    from answers
    cross join model
),

timed as (
    select
        ended.* exclude (start, finish, last_day),
        greatest(
            coalesce(
                until.before + greatest(least(ended.finish, until.closes) - until.opens, 0)
                - since.before - greatest(least(ended.start, since.closes) - since.opens, 0),
                ended.finish - ended.start
            ), 0
        ) as seconds,
        coalesce(own_aim.goal, any_aim.goal) as goal
    from ended
    left join opened as since on ended.day = since.day
    left join opened as until on ended.last_day = until.day
    left join aims as own_aim on ended.channel = own_aim.channel
    cross join (select goal from aims where channel = '') as any_aim
)

select
    *,
    case when seconds > goal then 'breached' when is_waiting then 'pending' else 'met' end as fate
from timed
