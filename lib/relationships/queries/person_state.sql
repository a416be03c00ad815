-- One row: the standing of these accounts taken as one person, and the state it makes; none where they said nothing.
with
archive as (
    select max(archive_day) as last_day from standing
),

days as (
    select
        member_days.day,
        sum(member_days.messages) as messages,
        sum(member_days.analysed) as analysed,
        sum(member_days.positive) as positive,
        sum(member_days.critiques) as critiques
    from member_days
    where member_days.author_id in (select unnest($author_ids::varchar[]))
    group by member_days.day
),

bounds as (
    select
        min(days.day) as first_day,
        max(days.day) as last_day,
        max(days.day) filter (where days.day <= archive.last_day - 30) as left_day,
        min(days.day) filter (where days.day > archive.last_day - 30) as back_day,
        any_value(archive.last_day) as archive_day
    from days, archive
),

summed as (
    select
        bounds.*,
        count(*) as active_days,
        bounds.archive_day - bounds.last_day as silent_days,
        bounds.back_day - bounds.left_day as gap_days,
        coalesce(sum(days.messages) filter (where days.day > archive_day - 30), 0)::bigint as last30,
        coalesce(sum(days.messages) filter (where days.day > archive_day - 90), 0)::bigint as last90,
        coalesce(
            sum(days.messages) filter (where days.day <= archive_day - 30 and days.day > archive_day - 120), 0
        )::bigint as before30,
        coalesce(sum(days.messages) filter (where days.day > bounds.last_day - 90), 0)::bigint as until_last90,
        coalesce(
            sum(days.messages) filter (where days.day <= left_day and days.day > left_day - 90), 0
        )::bigint as until_left90,
        sum(days.messages)::bigint as messages,
        sum(days.analysed)::bigint as analysed,
        sum(days.positive)::bigint as positive,
        sum(days.critiques)::bigint as critiques
    from bounds, days
    group by all
),

-- of one account that is known; only several taken together are counted
helped as (
    select
        helped,
        helped_people
    from standing
    where len($author_ids::varchar[]) = 1 and author_id in (select unnest($author_ids::varchar[]))
    union all
    select
        coalesce(sum(answers), 0)::bigint as helped,
        count(distinct to_author_id) as helped_people
    from ties
    where
        len($author_ids::varchar[]) > 1
        and not is_ours
        and not is_to_us
        and author_id in (select unnest($author_ids::varchar[]))
        and not list_contains($author_ids, to_author_id)
    having len($author_ids::varchar[]) > 1
),

answered as (
    select coalesce(sum(answered_by_us), 0)::bigint as answered_by_us
    from standing
    where author_id in (select unnest($author_ids::varchar[]))
)

select
    summed.*,
    helped.helped,
    helped.helped_people,
    answered.answered_by_us,
    helped.helped >= $helps and summed.analysed > 0 and summed.positive >= $warm * summed.analysed as is_advocate,
    case
        when silent_days < 30 and first_day > archive_day - 30 then 'newcomer'
        when silent_days < 30 and gap_days >= 30 and until_left90 >= $least then 'returned'
        when silent_days >= 30 and until_last90 >= $least then 'gone_quiet'
        when last90 < $least then 'occasional'
        when helped.helped >= $helps and analysed > 0 and positive >= $warm * analysed then 'advocate'
        when before30 >= $least and last30 * 6 < before30 then 'drifting'
        else 'regular'
    end as state
from summed, helped, answered
where summed.first_day is not null
