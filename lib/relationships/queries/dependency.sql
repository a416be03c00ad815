-- One row: how many members wrote in the period, and the fewest of them who wrote half of it.
with
written as (
    select
        days.author_id,
        sum(days.messages) as messages
    from member_days as days
    inner join members on days.author_id = members.author_id
    where
        ($since is null or days.day >= $since)
        and ($until is null or days.day <= $until)
        and ($channels is null or list_contains($channels, members.channel))
        and ($languages is null or list_contains($languages, members.language))
    group by days.author_id
),

summed as (
    select
        messages,
        sum(messages) over (order by messages desc, author_id asc rows unbounded preceding) as so_far,
        sum(messages) over () as whole
    from written
)

select
    count(*) as members,
    coalesce(max(whole), 0)::bigint as messages,
    count(*) filter (where so_far - messages < whole / 2.0) as half_count
from summed
