-- One row per author who is not the brand, those of the state asked for, with what makes their state.
-- Of accounts that are one person ($accounts, $people: the same place in both lists) the one last seen stands for it.
with
same as (
    select
        unnest($accounts::varchar[]) as account,
        unnest($people::varchar[]) as person
),

-- few are merged: only these are ranked
hidden as (
    select same.account
    from same
    inner join standing on same.account = standing.author_id
    where
        ($channels is null or list_contains($channels, standing.channel))
        and ($languages is null or list_contains($languages, standing.language))
    qualify row_number() over (partition by same.person order by standing.last_day desc, same.account asc) > 1
),

page as (
    select
        states.*,
        states.helped >= $helps and states.analysed > 0 and states.positive >= $warm * states.analysed as is_advocate,
        count(*) over () as total
    from member_states($least, $warm, $helps) as states
    where
        ($channels is null or list_contains($channels, states.channel))
        and ($languages is null or list_contains($languages, states.language))
        and states.author_id not in (select hidden.account from hidden)
        and ($state is null or states.state = $state)
        and (
            not $advocates
            or states.helped >= $helps and states.analysed > 0 and states.positive >= $warm * states.analysed
        )
    order by
        case when $sort = 'messages' then states.message_count end desc,
        case when $sort = 'newest' then states.first_day end desc,
        case when $sort = 'helped' then states.helped end desc,
        states.last_day desc, states.message_count desc, states.author_id asc
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
