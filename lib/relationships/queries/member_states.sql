-- One row per author who is not the brand, those of the state asked for, with what makes their state.
-- Of accounts that are one person ($accounts, $people: the same place in both lists) the one last seen stands for it.
with
same as (
    select
        unnest($accounts::varchar[]) as account,
        unnest($people::varchar[]) as person
),

standings as (
    select
        states.*,
        members.channel,
        members.message_count,
        states.helped >= $helps and states.analysed > 0 and states.positive >= $warm * states.analysed as is_advocate,
        same.person is null or row_number() over (
            partition by same.person order by states.last_day desc, states.author_id asc
        ) = 1 as is_counted
    from member_states($least, $warm, $helps) as states
    inner join members on states.author_id = members.author_id
    left join same on states.author_id = same.account
    where
        ($channels is null or list_contains($channels, members.channel))
        and ($languages is null or list_contains($languages, members.language))
),

page as (
    select
        standings.*,
        count(*) over () as total
    from standings
    where
        standings.is_counted
        and ($state is null or standings.state = $state)
        and (not $advocates or standings.is_advocate)
    order by
        case when $sort = 'messages' then standings.message_count end desc,
        case when $sort = 'newest' then standings.first_day end desc,
        case when $sort = 'helped' then standings.helped end desc,
        standings.last_day desc, standings.message_count desc, standings.author_id asc
    limit $count offset $first
)

select
    page.author_id,
    page.channel,
    coalesce(people.shown_name, '') as shown_name,
    page.state,
    page.first_day,
    page.last_day,
    page.silent_days,
    page.gap_days,
    page.last30,
    page.last90,
    page.before30,
    page.until_last90,
    page.until_left90,
    page.positive,
    page.analysed,
    page.critiques,
    page.helped,
    page.helped_people,
    page.answered_by_us,
    page.is_advocate,
    page.message_count,
    page.total
from page
left join people on page.author_id = people.author_id
order by
    case when $sort = 'messages' then page.message_count end desc,
    case when $sort = 'newest' then page.first_day end desc,
    case when $sort = 'helped' then page.helped end desc,
    page.last_day desc, page.message_count desc, page.author_id asc
