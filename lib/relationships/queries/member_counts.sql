-- One row per state that somebody is in: members, and their messages in the last 90 days.
-- Accounts that are one person ($accounts, $people: the same place in both lists) count once, as the one last seen.
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
)

select
    states.state,
    count(*) filter (where hidden.account is null) as members,
    sum(states.last90)::bigint as messages90,
    sum(states.until_last90)::bigint as messages_before
from member_states($least, $warm, $helps) as states
left join hidden on states.author_id = hidden.account
where
    ($channels is null or list_contains($channels, states.channel))
    and ($languages is null or list_contains($languages, states.language))
group by states.state
having count(*) filter (where hidden.account is null) > 0
order by members desc, states.state asc
