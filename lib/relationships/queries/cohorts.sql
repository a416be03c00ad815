-- One row per month of arrival and months since: how many of those who came then were seen.
select
    cohort,
    age,
    count(*) as members,
    max(count(*)) over (partition by cohort) as arrived
from member_months
where
    cohort >= date_trunc('month', (select max(standing.archive_day) from standing)) - to_months($months)
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
group by cohort, age
order by cohort, age
