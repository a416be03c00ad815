-- One row per way a first contribution was met (by us, by a member, by nobody): how many came back within 60 days.
-- Counted are those who came in the year before the archive's last 60 days, so that everybody had the time;
-- those of the archive's first 30 days are left out, whose beginnings may lie before it.
with
firsts as (
    select
        standing.author_id,
        standing.first_day
    from standing
    inner join members on standing.author_id = members.author_id
    where
        standing.first_day <= standing.archive_day - 60
        and standing.first_day > (select min(member_days.day) from member_days) + 30
        and standing.first_day > standing.archive_day - 425
        and ($channels is null or list_contains($channels, members.channel))
        and ($languages is null or list_contains($languages, members.language))
),

met as (
    select
        to_author_id as author_id,
        bool_or(is_ours) as by_us,
        true as by_anybody
    from ties
    inner join firsts on ties.to_author_id = firsts.author_id
    where ties.first_day <= firsts.first_day + 7
    group by to_author_id
),

back as (
    select distinct firsts.author_id
    from firsts
    inner join member_days on firsts.author_id = member_days.author_id
    where member_days.day > firsts.first_day and member_days.day <= firsts.first_day + 60
)

select
    case when met.by_us then 'us' when met.by_anybody then 'members' else 'nobody' end as met_by,
    count(*) as people,
    count(back.author_id) as returned
from firsts
left join met on firsts.author_id = met.author_id
left join back on firsts.author_id = back.author_id
group by met_by
order by met_by
