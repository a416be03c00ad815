-- One row per month of arrival and months since: how many of those who came then were seen.
with
seen as (
    select distinct
        standing.author_id,
        date_trunc('month', standing.first_day)::date as cohort,
        date_diff('month', date_trunc('month', standing.first_day), date_trunc('month', days.day)) as age
    from standing
    inner join member_days as days on standing.author_id = days.author_id
    inner join members on standing.author_id = members.author_id
    where
        ($channels is null or list_contains($channels, members.channel))
        and ($languages is null or list_contains($languages, members.language))
)

select
    seen.cohort,
    seen.age,
    count(*) as members,
    max(count(*)) over (partition by seen.cohort) as arrived
from seen
where seen.cohort >= date_trunc('month', (select max(standing.archive_day) from standing)) - to_months($months)
group by seen.cohort, seen.age
order by seen.cohort, seen.age
