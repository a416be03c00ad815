-- One row per theme and week. Of whole weeks the sums of a theme hold, where no decision touched it.
with
chosen as (
    select
        *,
        date_trunc('week', day)::date as week,
        is_chained and $channels is null and $languages is null as is_counted
    from themed
    where
        theme_id != ''
        and not (is_chained and $since is null and $channels is null and $languages is null)
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
)

select
    theme_id,
    week,
    count(*) filter (
        where is_counted and (voice_before is null or voice_before < greatest(week, coalesce($since, week)))
    )
    + count(distinct case when not is_counted then voice end) as voices
from chosen
group by theme_id, week
union all
select
    theme_id,
    date_trunc('week', day)::date as week,
    sum(voices_of_week)::bigint as voices
from settled
where
    theme_id != ''
    and $since is null
    and $channels is null
    and $languages is null
    and ($until is null or day <= $until)
group by theme_id, week
order by theme_id, week
