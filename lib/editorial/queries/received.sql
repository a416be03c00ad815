-- One row per post of ours and stretch after it (hour, day, week, all): what was said, who spoke for the first time.
-- A first-time author is one whose first message of the archive stands below the post.
with
spans as (
    select
        unnest(['hour', 'day', 'week', 'all']) as span,
        unnest([3600, 86400, 604800, null]) as seconds
),

arrivals as (
    select
        posts.channel,
        posts.message_id,
        epoch(members.first_at - posts.created_at) as seconds
    from receptions as posts
    inner join members
        on
            posts.channel = members.channel
            and posts.conversation_id = members.first_conversation_id
            and posts.created_at <= members.first_at
            and (posts.next_at is null or posts.next_at > members.first_at)
    where posts.span = 'all' and posts.comments > 0
),

came as (
    select
        arrivals.channel,
        arrivals.message_id,
        spans.span,
        count(*) as newcomers
    from arrivals
    inner join spans on spans.seconds is null or arrivals.seconds < spans.seconds
    group by arrivals.channel, arrivals.message_id, spans.span
)

select
    receptions.* exclude (early_count, next_at),
    receptions.early_count as early,
    coalesce(came.newcomers, 0)::bigint as newcomers,
    spans.span = 'all' or epoch(model.last_at - receptions.created_at) >= spans.seconds as is_whole
from receptions
cross join model
inner join spans on receptions.span = spans.span
left join came
    on
        receptions.channel = came.channel
        and receptions.message_id = came.message_id
        and receptions.span = came.span
order by receptions.created_at, receptions.channel, receptions.message_id, receptions.span
