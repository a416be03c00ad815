-- One row per theme with a critique in the period.
-- Lift: voices a day in the period over voices a day in the 56 days before it; null where those are under five.
with
chosen as (
    select *
    from themed
    where
        theme_id != ''
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
),

ends as (
    select
        coalesce($since, min(day)) as since,
        coalesce($until, max(day)) as until,
        min(day) as first_day
    from themed
),

now as (
    select
        chosen.theme_id,
        count(*) as critiques,
        count(distinct chosen.voice) as voices,
        count(distinct chosen.author) as authors,
        sum(chosen.views)::bigint as reach,
        sum(chosen.likes)::bigint as likes,
        avg(chosen.polarity) as polarity,
        avg(chosen.heat) as heat,
        count(*) filter (where chosen.sentiment = 'negative') as negative,
        list_sort(list(distinct chosen.channel)) as channels,
        mode(chosen.language) as language,
        min(chosen.day) as first_day,
        max(chosen.day) as last_day
    from chosen
    cross join ends
    where chosen.day >= ends.since
    group by chosen.theme_id
),

before as (
    select
        chosen.theme_id,
        count(distinct chosen.voice) as voices
    from chosen
    cross join ends
    where chosen.day < ends.since and chosen.day >= ends.since - interval 56 day
    group by chosen.theme_id
)

select
    now.*,
    now.voices / sum(now.voices) over () as share,
    coalesce(before.voices, 0) as voices_before,
    case
        when coalesce(before.voices, 0) >= 5
            then
                (now.voices / (date_diff('day', ends.since, ends.until) + 1))
                / (before.voices / least(56, greatest(date_diff('day', ends.first_day, ends.since), 1)))
    end as lift
from now
cross join ends
left join before on now.theme_id = before.theme_id
order by now.voices desc, now.theme_id asc
