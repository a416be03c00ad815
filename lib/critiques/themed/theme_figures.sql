-- One row per theme with a critique in the period.
-- Of all days the sums of a theme hold, where no decision touched it; its critiques are then not read.
-- Lift: voices a day in the period over voices a day in the 56 days before it; null where those are under five.
with
chosen as (
    select
        *,
        is_chained and $channels is null and $languages is null as is_counted
    from themed
    where
        theme_id != ''
        and not (is_chained and $since is null and $channels is null and $languages is null)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
),

ends as (
    select
        coalesce($since, min(day)) as since,
        coalesce($until, max(day)) as until,
        min(day) as first_day
    from sums
),

dated as (
    select
        chosen.*,
        ends.since,
        ends.since - interval 56 day as since_before,
        chosen.day >= ends.since as is_now
    from chosen
    cross join ends
    where chosen.day >= ends.since - interval 56 day
),

spoken as (
    select
        theme_id,
        channel,
        language,
        count(*) filter (where is_now) as critiques,
        count(*) filter (where is_now and is_counted and (voice_before is null or voice_before < since)) as voices,
        count(author) filter (where is_now and is_counted and (author_before is null or author_before < since))
            as authors,
        count(*) filter (where not is_now and is_counted and (voice_before is null or voice_before < since_before))
            as voices_before,
        sum(views) filter (where is_now) as reach,
        sum(likes) filter (where is_now) as likes,
        sum(polarity::double) filter (where is_now) as polarity,
        count(polarity) filter (where is_now) as polar,
        sum(heat::double) filter (where is_now) as heat,
        count(heat) filter (where is_now) as heated,
        count(*) filter (where is_now and sentiment = 'negative') as negative,
        min(day) filter (where is_now) as first_day,
        max(day) filter (where is_now) as last_day
    from dated
    group by theme_id, channel, language
    union all by name
    select
        theme_id,
        channel,
        language,
        sum(critiques) as critiques,
        sum(voices) as voices,
        sum(authors) as authors,
        0 as voices_before,
        sum(views) as reach,
        sum(likes) as likes,
        sum(polarity) as polarity,
        sum(polar) as polar,
        sum(heat) as heat,
        sum(heated) as heated,
        sum(negative) as negative,
        min(day) as first_day,
        max(day) as last_day
    from settled
    where
        theme_id != ''
        and $since is null
        and $channels is null
        and $languages is null
        and ($until is null or day <= $until)
    group by theme_id, channel, language
),

again as (
    select
        theme_id,
        count(distinct voice) filter (where is_now) as voices,
        count(distinct author) filter (where is_now) as authors,
        count(distinct voice) filter (where not is_now) as voices_before
    from dated
    where not is_counted
    group by theme_id
),

languages as (
    select
        theme_id,
        language,
        sum(critiques) as critiques
    from spoken
    where language is not null
    group by theme_id, language
),

mostly as (
    select
        theme_id,
        max_by(language, (critiques, language)) as language
    from languages
    group by theme_id
),

summed as (
    select
        theme_id,
        sum(critiques)::bigint as critiques,
        sum(voices)::bigint as voices,
        sum(authors)::bigint as authors,
        sum(voices_before)::bigint as voices_before,
        sum(reach)::bigint as reach,
        sum(likes)::bigint as likes,
        sum(polarity) / nullif(sum(polar), 0) as polarity,
        sum(heat) / nullif(sum(heated), 0) as heat,
        sum(negative)::bigint as negative,
        list_sort(list(distinct channel) filter (where critiques > 0)) as channels,
        min(first_day) as first_day,
        max(last_day) as last_day
    from spoken
    group by theme_id
    having sum(critiques) > 0
),

found as (
    select
        summed.theme_id,
        summed.critiques,
        summed.voices + coalesce(again.voices, 0) as voices,
        summed.authors + coalesce(again.authors, 0) as authors,
        summed.reach,
        summed.likes,
        summed.polarity,
        summed.heat,
        summed.negative,
        summed.channels,
        mostly.language,
        summed.first_day,
        summed.last_day,
        summed.voices_before + coalesce(again.voices_before, 0) as voices_before
    from summed
    left join mostly on summed.theme_id = mostly.theme_id
    left join again on summed.theme_id = again.theme_id
)

select
    found.*,
    found.voices / sum(found.voices) over () as share,
    case
        when found.voices_before >= 5
            then
                (found.voices / (date_diff('day', ends.since, ends.until) + 1))
                / (found.voices_before / least(56, greatest(date_diff('day', ends.first_day, ends.since), 1)))
    end as lift
from found
cross join ends
order by found.voices desc, found.theme_id asc
