-- One row per state that somebody is in: members, and their messages in the last 90 days.
-- Accounts that are one person ($accounts, $people: the same place in both lists) count once, as the one last seen.
with
same as (
    select
        unnest($accounts::varchar[]) as account,
        unnest($people::varchar[]) as person
),

standings as (
    select
        states.state,
        states.last90,
        states.until_last90,
        same.person is null or row_number() over (
            partition by same.person order by states.last_day desc, states.author_id asc
        ) = 1 as is_counted
    from member_states($least, $warm, $helps) as states
    inner join members on states.author_id = members.author_id
    left join same on states.author_id = same.account
    where
        ($channels is null or list_contains($channels, members.channel))
        and ($languages is null or list_contains($languages, members.language))
)

select
    state,
    count(*) filter (where is_counted) as members,
    sum(last90)::bigint as messages90,
    sum(until_last90)::bigint as messages_before
from standings
group by state
having count(*) filter (where is_counted) > 0
order by members desc, state asc
