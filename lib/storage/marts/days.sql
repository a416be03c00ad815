-- One row per day, channel and language: the hours summed.
-- key: day
select
    day,
    channel,
    language,
    sum(messages)::bigint as messages,
    sum(inbound)::bigint as inbound,
    sum(negative)::bigint as negative,
    sum(neutral)::bigint as neutral,
    sum(positive)::bigint as positive,
    sum(critiques)::bigint as critiques,
    sum(questions)::bigint as questions
from hours
where day in (select scope.day from scope)
group by all
