-- One row per conversation that waits for us, the one to answer first at the top: its priority (0 to 100), its parts.
-- Each part is a share from 0 to 1 times its weight, over the sum of the weights. The share of the wait is
-- 1 − 2^(−wait ÷ goal): the goal itself is a half. That of a newcomer: somebody's first message 1, first seen within
-- four weeks of the archive's end a half. The other shares stand in the mart. Equals: who waits longer comes first.
-- All who wait are scored, in narrow columns and one pass; only the rows of the page are read whole.
with
decided as (
    select
        *,
        $state = 'all' or $state = state or ($state = 'todo' and state in ('open', 'assigned')) as is_wanted
    from (
        select
            unnest(
                from_json($decided::json, '[{"place": "BIGINT", "state": "VARCHAR", "owner": "VARCHAR"}]'),
                recursive := true
            )
    )
    where $owner is null or owner = $owner
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
        epoch(model.last_at - interval 28 day) as new_from,
        opened.before + greatest(least(epoch(model.last_at), opened.closes) - opened.opens, 0) as counted,
        (select goal from goals where channel = '') as any_goal
    from model
    left join opened on model.last_day = opened.day
),

placed as (
    select
        *,
        rowid as place
    from queue
),

pool as (
    select * from placed
    where $among is null
    union all
    select * from placed
    where $among is not null and place in (select unnest($among))
),

candidates as (
    select
        queue.place,
        queue.waiting_epoch,
        case $sort when 'tension' then queue.tension when 'reach' then queue.reach end::double as sorted_by,
        $complaint_weight * queue.complaint_share
        + $tension_weight * queue.tension_share
        + case
            when queue.first_epoch = queue.waiting_epoch then $newcomer_weight::double
            when queue.first_epoch > ending.new_from then 0.5 * $newcomer_weight
            else 0
        end
        + $reach_weight * queue.reach_share as weighed,
        greatest(
            coalesce(
                ending.counted - opened.before
                - greatest(least(queue.waiting_epoch, opened.closes) - opened.opens, 0),
                ending.clock - queue.waiting_epoch
            ), 0
        ) as waiting_seconds,
        coalesce(goals.goal, ending.any_goal) as goal_seconds
    from pool as queue
    left join decided on queue.place = decided.place
    cross join ending
    left join opened on queue.first_waiting_day = opened.day
    left join goals on queue.channel = goals.channel
    where
        coalesce(decided.is_wanted, $owner is null and $state in ('all', 'todo', 'open'))
        and ($since is null or queue.last_waiting_day >= $since)
        and ($until is null or queue.first_waiting_day <= $until)
        and ($channels is null or list_contains($channels, queue.channel))
        and ($languages is null or list_contains($languages, queue.language))
        and ($aspect is null or list_contains(queue.aspects, $aspect))
),

scored as (
    select
        place,
        waiting_epoch,
        waiting_seconds,
        goal_seconds,
        1 - pow(2, -waiting_seconds / greatest(goal_seconds, 1)) as wait_share,
        100 * ($wait_weight * wait_share + weighed) / greatest(
            $wait_weight + $complaint_weight + $tension_weight + $newcomer_weight + $reach_weight, 1
        ) as priority,
        case $sort when 'priority' then priority when 'wait' then waiting_seconds else sorted_by end as sorted_by
    from candidates
),

best as (
    select
        count(*) as total,
        max(
            {
                'sorted_by': coalesce(sorted_by, '-infinity'::double),
                'since': -waiting_epoch,
                'back': -place,
                'waiting_seconds': waiting_seconds,
                'goal_seconds': goal_seconds,
                'wait_share': wait_share,
                'priority': priority
            },
            least($first + $count, 999999)::bigint
        ) as rows
    from scored
),

chosen as (
    select
        unnest(list_slice(rows, $first + 1, $first + $count), recursive := true),  -- noqa: AL03
        total
    from best
),

shown as materialized (
    select
        chosen.priority,
        chosen.waiting_seconds,
        chosen.goal_seconds,
        chosen.wait_share,
        chosen.sorted_by,
        -chosen.back as place,
        chosen.total,
        queue.*
    from chosen
    inner join queue on -chosen.back = queue.rowid
),

-- found by their key first, and read by their place then: so the words of all others who wait are not read
said as (
    select
        channel,
        conversation_id,
        text
    from waits
    where
        rowid in (
            select waits.rowid
            from shown
            inner join waits on shown.channel = waits.channel and shown.conversation_id = waits.conversation_id
        )
)

select
    shown.* exclude (sorted_by, total, first_waiting_day, last_waiting_day, waiting_epoch, first_epoch),
    coalesce(decided.state, 'open') as state,
    decided.owner,
    coalesce(shown.first_epoch = shown.waiting_epoch, false) as is_first_message,
    coalesce(shown.first_epoch > ending.new_from, false) as is_newcomer,
    case when is_first_message then 1.0 when is_newcomer then 0.5 else 0.0 end::double as newcomer_share,
    said.text,
    shown.total
from shown
cross join ending
inner join said on shown.channel = said.channel and shown.conversation_id = said.conversation_id
left join decided on shown.place = decided.place
order by shown.sorted_by desc, shown.waiting_epoch asc, shown.place asc
