-- One row per author who is not the brand, those of the state asked for, with what makes their state.
select
    states.author_id,
    members.channel,
    coalesce(people.shown_name, '') as shown_name,
    states.state,
    states.first_day,
    states.last_day,
    states.silent_days,
    states.gap_days,
    states.last30,
    states.last90,
    states.before30,
    states.until_last90,
    states.until_left90,
    states.positive,
    states.analysed,
    states.critiques,
    states.helped,
    states.helped_people,
    states.answered_by_us,
    states.helped >= $helps and states.analysed > 0 and states.positive >= $warm * states.analysed as is_advocate,
    members.message_count,
    count(*) over () as total
from member_states($least, $warm, $helps) as states
inner join members on states.author_id = members.author_id
left join people on states.author_id = people.author_id
where
    ($state is null or states.state = $state)
    and (
        not $advocates
        or (states.helped >= $helps and states.analysed > 0 and states.positive >= $warm * states.analysed)
    )
    and ($channels is null or list_contains($channels, members.channel))
    and ($languages is null or list_contains($languages, members.language))
order by
    case when $sort = 'messages' then members.message_count end desc,
    case when $sort = 'newest' then states.first_day end desc,
    case when $sort = 'helped' then states.helped end desc,
    states.last_day desc, members.message_count desc, states.author_id asc
limit $count offset $first
