-- One row per way a first contribution was met (by us, by a member, by nobody): how many came back within 60 days.
-- Counted are those who came in the year before the archive's last 60 days, so that everybody had the time;
-- those of the archive's first 30 days are left out, whose beginnings may lie before it.
select
    met_by,
    count(*) as people,
    count(*) filter (where is_back) as returned
from standing
where
    first_day <= archive_day - 60
    and first_day > (select min(everybody.first_day) from standing as everybody) + 30
    and first_day > archive_day - 425
    and ($channels is null or list_contains($channels, channel))
    and ($languages is null or list_contains($languages, language))
group by met_by
order by met_by
