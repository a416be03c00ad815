-- One row per exchange that we replied to: the first response in counted seconds.
-- parameters: calendar
-- `calendar`: as in timed_answers.
with
opened as (
    select unnest(
        from_json(calendar::json, '[{"day": "DATE", "opens": "DOUBLE", "closes": "DOUBLE", "before": "DOUBLE"}]'),
        recursive := true
    )
),

ended as (
    select
        exchanges.channel,
        exchanges.conversation_id,
        exchanges.thread_id,
        exchanges.language,
        exchanges.day,
        exchanges.replied_by,
        epoch(exchanges.first_inbound_at) as start,
        epoch(exchanges.first_reply_at) as finish,
        (exchanges.first_reply_at at time zone model.time_zone)::date as last_day
    from exchanges
    cross join model
    where exchanges.first_reply_at is not null
)

select
    ended.* exclude (start, finish, last_day),
    greatest(
        coalesce(
            until.before + greatest(least(ended.finish, until.closes) - until.opens, 0)
            - since.before - greatest(least(ended.start, since.closes) - since.opens, 0),
            ended.finish - ended.start
        ), 0
    ) as seconds
from ended
left join opened as since on ended.day = since.day
left join opened as until on ended.last_day = until.day
