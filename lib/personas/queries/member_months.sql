-- One row per member and month: messages, and how many of them are positive and negative.
select
    author_id,
    strftime(day, '%Y-%m') as month,
    sum(messages)::bigint as messages,
    sum(analysed)::bigint as analysed,
    sum(positive)::bigint as positive,
    sum(negative)::bigint as negative,
    max(day) as last_day
from member_days
group by author_id, month
order by author_id, month
