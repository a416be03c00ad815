-- One row: members seen in the last 90 days of the archive, and how many of them neither answered nor were answered.
with
tied as (
    select author_id
    from ties
    where not is_ours and not is_to_us
    union
    select to_author_id as author_id
    from ties
    where not is_ours and not is_to_us
)

select
    count(*) as members,
    count(*) filter (where tied.author_id is null) as alone,
    count(*) filter (where tied.author_id is null and standing.answered_by_us = 0) as heard_by_nobody
from standing
inner join members on standing.author_id = members.author_id
left join tied on standing.author_id = tied.author_id
where
    standing.last90 > 0
    and ($channels is null or list_contains($channels, members.channel))
    and ($languages is null or list_contains($languages, members.language))
