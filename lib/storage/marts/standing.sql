-- One row per author who is not the brand: how active they were at the end of the archive and before they fell silent.
-- key: author_id
-- Of each message in scope nothing but its author is read.
-- The last 30 days end with the archive; `left_day` is the last day before them, `back_day` the first within them.
-- Channel, language, messages and conversations are those of the member. `met_by`: who answered them within a week of
-- their first day ("us", "members", "nobody"); `is_back`: they said more within 60 days of it; `is_tied`: a member and
-- they answered.
-- `needs_welcome`: what they said on their first day needed an answer, which came after `welcome_seconds` (null where
-- none did). `waiting_…`: of their messages that wait for us, the one that waits longest.
with
archive as (select max(day) as last_day from messages),

bounds as (
    select
        member_days.author_id,
        min(member_days.day) as first_day,
        max(member_days.day) as last_day,
        max(member_days.day) filter (where member_days.day <= archive.last_day - 30) as left_day,
        min(member_days.day) filter (where member_days.day > archive.last_day - 30) as back_day
    from member_days
    semi join scope using (author_id)
    cross join archive
    group by member_days.author_id
),

windows as (
    select
        bounds.author_id,
        count(*) as active_days,
        sum(days.messages) filter (where days.day > archive.last_day - 30) as last30,
        sum(days.messages) filter (where days.day > archive.last_day - 90) as last90,
        sum(days.messages) filter (
            where days.day <= archive.last_day - 30 and days.day > archive.last_day - 120
        ) as before30,
        sum(days.messages) filter (where days.day > bounds.last_day - 90) as until_last90,
        sum(days.messages) filter (where days.day <= bounds.left_day and days.day > bounds.left_day - 90)
            as until_left90,
        sum(days.analysed) as analysed,
        sum(days.positive) as positive,
        sum(days.negative) as negative,
        sum(days.critiques) as critiques,
        bool_or(days.day > bounds.first_day and days.day <= bounds.first_day + 60) as is_back
    from bounds
    inner join member_days as days on bounds.author_id = days.author_id
    cross join archive
    group by bounds.author_id
),

helped as (
    select
        author_id,
        sum(answers) as helped,
        count(distinct to_author_id) as helped_people
    from ties
    semi join bounds using (author_id)
    where not is_ours and not is_to_us
    group by author_id
),

answered as (
    select
        bounds.author_id,
        sum(ties.answers) filter (where ties.is_ours) as answered_by_us,
        bool_or(not ties.is_ours and not ties.is_to_us) as is_answered_by_members,
        bool_or(ties.is_ours) filter (where ties.first_day <= bounds.first_day + 7) as is_met_by_us
    from ties
    inner join bounds on ties.to_author_id = bounds.author_id
    group by bounds.author_id
),

needed as (
    select
        answers.author_id,
        bool_or(answers.day = bounds.first_day) as needs_welcome,
        arg_min(answers.answered_seconds, answers.created_at) filter (where answers.day = bounds.first_day)
            as welcome_seconds,
        arg_min(
            {
                'since': answers.created_at,
                'channel': answers.channel,
                'conversation_id': answers.conversation_id,
                'message_id': answers.message_id
            },
            (answers.created_at, answers.message_id)
        ) filter (where answers.is_waiting) as waiting
    from answers
    inner join bounds on answers.author_id = bounds.author_id
    group by answers.author_id
)

select
    bounds.author_id,
    members.channel,
    members.language,
    members.message_count,
    members.conversation_count,
    bounds.first_day,
    bounds.last_day,
    windows.active_days,
    archive.last_day - bounds.last_day as silent_days,
    bounds.back_day - bounds.left_day as gap_days,
    coalesce(windows.last30, 0)::bigint as last30,
    coalesce(windows.last90, 0)::bigint as last90,
    coalesce(windows.before30, 0)::bigint as before30,
    coalesce(windows.until_last90, 0)::bigint as until_last90,
    coalesce(windows.until_left90, 0)::bigint as until_left90,
    windows.analysed::bigint as analysed,
    windows.positive::bigint as positive,
    windows.negative::bigint as negative,
    windows.critiques::bigint as critiques,
    coalesce(helped.helped, 0)::bigint as helped,
    coalesce(helped.helped_people, 0) as helped_people,
    coalesce(answered.answered_by_us, 0)::bigint as answered_by_us,
    coalesce(answered.is_answered_by_members, false) or helped.helped is not null as is_tied,
    case when answered.is_met_by_us then 'us' when answered.is_met_by_us is not null then 'members' else 'nobody' end
        as met_by,
    windows.is_back,
    coalesce(needed.needs_welcome, false) as needs_welcome,
    needed.welcome_seconds,
    needed.waiting.since as waiting_since,
    needed.waiting.channel as waiting_channel,
    needed.waiting.conversation_id as waiting_conversation_id,
    needed.waiting.message_id as waiting_message_id,
    archive.last_day as archive_day
from bounds
inner join windows on bounds.author_id = windows.author_id
inner join members on bounds.author_id = members.author_id
left join helped on bounds.author_id = helped.author_id
left join answered on bounds.author_id = answered.author_id
left join needed on bounds.author_id = needed.author_id
cross join archive
