-- One row per two people who answered each other: how often, when last, and how strong the tie still is.
-- Strength: each answer counts 1 and loses half of it in every $half_months months since.
-- Accounts that are one person ($accounts, $people: the same place in both lists) count as that person.
with
archive as (
    select max(archive_day) as last_day from standing
),

same as (
    select
        unnest($accounts::varchar[]) as account,
        unnest($people::varchar[]) as person
),

answers as (
    select
        coalesce(mine.person, ties.author_id) as from_id,
        coalesce(theirs.person, ties.to_author_id) as to_id,
        ties.answers,
        ties.last_day,
        ties.answers * 0.5 ** (date_diff('day', ties.last_day, archive.last_day) / 30.4375 / $half_months) as strength
    from ties
    cross join archive
    inner join members on ties.author_id = members.author_id
    left join same as mine on ties.author_id = mine.account
    left join same as theirs on ties.to_author_id = theirs.account
    where
        not ties.is_ours
        and not ties.is_to_us
        and ($channels is null or list_contains($channels, ties.channel))
        and ($languages is null or list_contains($languages, members.language))
)

select
    least(from_id, to_id) as one_id,
    greatest(from_id, to_id) as other_id,
    sum(answers)::bigint as answers,
    coalesce(sum(answers) filter (where from_id < to_id), 0)::bigint as from_one,
    max(last_day) as last_day,
    sum(strength)::double as strength
from answers
where from_id != to_id
group by all
order by strength desc, one_id asc, other_id asc
limit $count
