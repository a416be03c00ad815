-- One row per day and theme. The sums of a theme hold where no decision touched it.
with
chosen as (
    select
        *,
        is_chained and $channels is null and $languages is null as is_counted
    from themed
    where
        not (is_chained and $channels is null and $languages is null)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
)

select
    day,
    theme_id,
    count(*) filter (where is_counted and (voice_before is null or voice_before < day))
    + count(distinct case when not is_counted then voice end) as voices
from chosen
group by day, theme_id
union all
select
    day,
    theme_id,
    sum(voices_of_day)::bigint as voices
from settled
where $channels is null and $languages is null
group by day, theme_id
order by day, theme_id
