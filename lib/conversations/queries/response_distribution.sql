-- One row per step of time: first responses and replies that took up to `upto` counted seconds (null: longer than all).
with
steps as (
    select
        unnest(range(len($steps) + 1)) as step,
        unnest(list_concat($steps, [null])) as upto
),

first_responses as (
    select
        len(list_filter($steps, lambda bound: bound < seconds)) as step,
        count(*) as responses
    from timed_exchanges($calendar)
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by step
),

replies as (
    select
        len(list_filter($steps, lambda bound: bound < seconds)) as step,
        count(*) as replies
    from timed_answers($calendar, $goals)
    where
        not is_waiting
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by step
)

select
    steps.step,
    steps.upto,
    coalesce(first_responses.responses, 0) as first_responses,
    coalesce(replies.replies, 0) as replies
from steps
left join first_responses on steps.step = first_responses.step
left join replies on steps.step = replies.step
order by steps.step
