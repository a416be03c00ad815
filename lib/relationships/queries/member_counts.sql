-- One row per state that somebody is in: members, and their messages in the last 90 days.
select
    states.state,
    count(*) as members,
    sum(states.last90)::bigint as messages90,
    sum(states.until_last90)::bigint as messages_before
from member_states($least, $warm, $helps) as states
inner join members on states.author_id = members.author_id
where
    ($channels is null or list_contains($channels, members.channel))
    and ($languages is null or list_contains($languages, members.language))
group by states.state
order by members desc, states.state asc
