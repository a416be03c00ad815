-- One row: how many members wrote in the period, and the fewest of them who wrote half of it.
-- Members who wrote equally often are taken together: `before` is what those wrote who wrote more.
with
written as (
    select standing.message_count as messages
    from standing
    where
        $since is null
        and $until is null
        and ($channels is null or list_contains($channels, standing.channel))
        and ($languages is null or list_contains($languages, standing.language))
    union all
    select sum(days.messages) as messages
    from member_days as days
    where
        ($since is not null or $until is not null)
        and ($since is null or days.day >= $since)
        and ($until is null or days.day <= $until)
        and (
            ($channels is null and $languages is null)
            or days.author_id in (
                select standing.author_id
                from standing
                where
                    ($channels is null or list_contains($channels, standing.channel))
                    and ($languages is null or list_contains($languages, standing.language))
            )
        )
    group by days.author_id
),

equals as (
    select
        messages,
        count(*) as members
    from written
    group by messages
),

summed as (
    select
        messages,
        members,
        sum(messages * members) over (order by messages desc) - messages * members as before,
        sum(messages * members) over () as whole
    from equals
)

select
    coalesce(sum(members), 0)::bigint as members,
    coalesce(max(whole), 0)::bigint as messages,
    coalesce(sum(least(members, ceil(greatest(whole / 2.0 - before, 0) / messages))), 0)::bigint as half_count
from summed
