-- One row per account of ours that replied: how fast, in counted seconds, and how many of its replies met the goal.
with
answered as (
    select
        answered_by as person,
        count(*) as answered,
        count(*) filter (where fate = 'met') as met,
        quantile_cont(seconds, 0.5) as reply_median,
        quantile_cont(seconds, 0.9) as reply_p90
    from timed_answers($calendar, $goals)
    where
        not is_waiting
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by person
)

select
    answered.*,
    people.shown_name,
    people.channel
from answered
left join people on answered.person = people.author_id
order by answered.answered desc, answered.person asc
