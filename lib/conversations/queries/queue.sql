-- One row per conversation that waits for us, the one to answer first at the top: its priority (0 to 100), its parts.
-- Each part is a share from 0 to 1 times its weight, over the sum of the weights. The share of the wait is
-- 1 − 2^(−wait ÷ goal): the goal itself is a half; the other shares stand in the mart.
with
decided as (
    select unnest(
        from_json($decided::json, '[{"place": "BIGINT", "state": "VARCHAR", "owner": "VARCHAR"}]'), recursive := true
    )
),

opened as (
    select unnest(
        from_json($calendar::json, '[{"day": "DATE", "opens": "DOUBLE", "closes": "DOUBLE", "before": "DOUBLE"}]'),
        recursive := true
    )
),

goals as (
    select unnest(from_json($goals::json, '[{"channel": "VARCHAR", "goal": "DOUBLE"}]'), recursive := true)
),

ending as (
    select
        epoch(model.last_at) as clock,
        opened.before + greatest(least(epoch(model.last_at), opened.closes) - opened.opens, 0) as counted
    from model
    left join opened on model.last_day = opened.day
),

candidates as (
    select
        queue.place,
        queue.waiting_epoch,
        queue.first_waiting_day,
        queue.channel,
        queue.complaint_share,
        queue.tension_share,
        queue.newcomer_share,
        queue.reach_share,
        decided.state,
        decided.owner,
        case $sort when 'tension' then queue.tension when 'reach' then queue.reach end::double as sorted_by
    from queue
    left join decided on queue.place = decided.place
    where
        ($since is null or queue.last_waiting_day >= $since)
        and ($until is null or queue.first_waiting_day <= $until)
        and ($channels is null or list_contains($channels, queue.channel))
        and ($languages is null or list_contains($languages, queue.language))
        and ($aspect is null or list_contains(queue.aspects, $aspect))
        and ($tagged is null or list_contains($tagged, queue.place))
        and (
            $state = 'all'
            or ($state = 'todo' and coalesce(decided.state, 'open') in ('open', 'assigned'))
            or ($state = coalesce(decided.state, 'open'))
        )
        and ($owner is null or decided.owner = $owner)
),

timed as (
    select
        candidates.*,
        greatest(
            coalesce(
                ending.counted - opened.before
                - greatest(least(candidates.waiting_epoch, opened.closes) - opened.opens, 0),
                ending.clock - candidates.waiting_epoch
            ), 0
        ) as waiting_seconds
    from candidates
    cross join ending
    left join opened on candidates.first_waiting_day = opened.day
),

scored as (
    select
        timed.*,
        coalesce(own_goal.goal, any_goal.goal) as goal_seconds,
        1 - pow(2, -timed.waiting_seconds / greatest(coalesce(own_goal.goal, any_goal.goal), 1)) as wait_share
    from timed
    left join goals as own_goal on timed.channel = own_goal.channel
    cross join (select goal from goals where channel = '') as any_goal
),

weighed as (
    select
        *,
        100 * (
            $wait_weight * wait_share
            + $complaint_weight * complaint_share
            + $tension_weight * tension_share
            + $newcomer_weight * newcomer_share
            + $reach_weight * reach_share
        ) / greatest(
            $wait_weight + $complaint_weight + $tension_weight + $newcomer_weight + $reach_weight, 1
        ) as priority
    from scored
),

chosen as (
    select
        place,
        waiting_seconds,
        goal_seconds,
        wait_share,
        priority,
        state,
        owner,
        case $sort when 'priority' then priority when 'wait' then waiting_seconds else sorted_by end as sorted_by
    from weighed
    order by sorted_by desc nulls last, place asc
    limit $count offset $first
),

shown as (
    select * from queue where place in (select chosen.place from chosen)
)

select
    chosen.priority,
    chosen.waiting_seconds,
    chosen.goal_seconds,
    chosen.wait_share,
    coalesce(chosen.state, 'open') as state,
    chosen.owner,
    shown.* exclude (first_waiting_day, last_waiting_day, waiting_epoch),
    (select count(*) from candidates) as total
from shown
inner join chosen on shown.place = chosen.place
order by chosen.sorted_by desc nulls last, chosen.place asc
