-- One row per side of a moment (before, after): what was said in so many hours, and who spoke for the first time.
-- Both sides are equally long: they end at the moment of the archive's newest message, or begin with its oldest.
with
length as (
    select
        least(
            $hours * 3600,
            greatest(epoch(last_at - $at), 0),
            greatest(epoch($at - first_at), 0)
        ) as seconds
    from model
),

sides as (
    select
        unnest(['before', 'after']) as side,
        unnest([$at - to_seconds(length.seconds), $at]) as since,
        unnest([$at, $at + to_seconds(length.seconds)]) as until,
        length.seconds
    from length
),

said as (
    select
        sides.side,
        count(*) as inbound,
        count(messages.sentiment) as analysed,
        count(*) filter (where messages.sentiment = 'positive') as positive,
        count(*) filter (where messages.sentiment = 'negative') as negative,
        count(*) filter (where list_contains(messages.intent, 'question')) as questions
    from sides
    inner join messages on sides.since <= messages.created_at and sides.until > messages.created_at
    where
        not messages.is_brand
        and ($channel is null or messages.channel = $channel)
        and messages.created_at >= $at - to_hours($hours)
        and messages.created_at < $at + to_hours($hours)
    group by sides.side
),

came as (
    select
        sides.side,
        count(*) as newcomers
    from sides
    inner join members on sides.since <= members.first_at and sides.until > members.first_at
    where $channel is null or members.channel = $channel
    group by sides.side
)

select
    sides.side,
    sides.seconds,
    coalesce(said.inbound, 0) as inbound,
    coalesce(said.analysed, 0) as analysed,
    coalesce(said.positive, 0) as positive,
    coalesce(said.negative, 0) as negative,
    coalesce(said.questions, 0) as questions,
    coalesce(came.newcomers, 0) as newcomers
from sides
left join said on sides.side = said.side
left join came on sides.side = came.side
order by sides.side desc
