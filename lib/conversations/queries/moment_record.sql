-- One row per advice that the past would have got: what happened in the hour and after.
-- Walk forward: each message is judged by the Kaplan-Meier chance from the months before its own, at the finest level
-- (channel and part of the week, channel, everything) of which at least $least messages were known.
with
waits as (
    select * from member_answers($days)
),

folds as (
    select distinct month as fold from waits
),

known as (
    select
        folds.fold,
        waits.seconds,
        waits.is_answered,
        levels.level,
        case levels.level when 0 then waits.channel || waits.part when 1 then waits.channel else '' end as place
    from folds
    inner join waits on folds.fold > waits.month
    cross join (select unnest([0, 1, 2]) as level) as levels
),

at_risk as (
    select
        fold,
        level,
        place,
        seconds,
        is_answered,
        count(*) over (partition by fold, level, place) as known_count,
        count(*) over (partition by fold, level, place order by seconds desc) as risk_count
    from known
),

steps as (
    select
        fold,
        level,
        place,
        seconds,
        max(known_count) as known_count,
        1 - count(*) filter (where is_answered) / max(risk_count)::double as kept
    from at_risk
    group by fold, level, place, seconds
),

chances as (
    select
        fold,
        level,
        place,
        max(known_count) as known_count,
        1 - coalesce(product(kept) filter (where seconds <= 3600), 1) as chance
    from steps
    group by fold, level, place
),

judged as (
    select
        waits.*,
        coalesce(
            case when fine.known_count >= $least then fine.chance end,
            case when middle.known_count >= $least then middle.chance end,
            case when coarse.known_count >= $least then coarse.chance end
        ) as chance
    from waits
    left join chances as fine on waits.month = fine.fold and waits.channel || waits.part = fine.place and fine.level = 0
    left join chances as middle on waits.month = middle.fold and waits.channel = middle.place and middle.level = 1
    left join chances as coarse on waits.month = coarse.fold and coarse.level = 2
),

advised as (
    select
        *,
        case
            when reason != 'complains' and coalesce(heat, 0) < $hot and chance >= $likely then 'wait'
            else 'step_in'
        end as advice
    from judged
    where chance is not null
)

select
    advice,
    count(*) as messages,
    avg(chance) as expected,
    avg((is_answered and seconds <= 3600)::integer) as member_in_hour,
    avg(is_ours_in_time::integer) as ours_in_hour,
    count(*) filter (where heat_after is not null) as followed,
    avg(heat_after - heat_before) as heat_change
from advised
group by advice
order by advice
