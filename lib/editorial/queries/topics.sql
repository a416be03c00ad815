-- One row per aspect of what people ask unanswered, praise or criticise: how many, over how many weeks, which.
-- `which`: questions that wait, praise, critiques. The messages are the most liked, then the newest, 50 at most; of
-- questions those with a question mark first.
with
said as (
    select
        messages.channel,
        messages.message_id,
        messages.author_id,
        messages.created_at,
        messages.day,
        $which = 'question' and messages.text like '%?%' as is_plain,
        coalesce(messages.likes, 0) as likes,
        unnest(messages.aspects) as aspect
    from messages
    left join answers on messages.channel = answers.channel and messages.message_id = answers.message_id
    where
        not messages.is_brand
        and len(messages.aspects) > 0
        and ($since is null or messages.day >= $since)
        and ($until is null or messages.day <= $until)
        and ($channels is null or list_contains($channels, messages.channel))
        and ($languages is null or list_contains($languages, messages.language))
        and (
            ($which = 'question' and coalesce(answers.is_waiting and answers.reason = 'asks', false))
            or ($which = 'praise' and list_contains(messages.intent, 'praise') and messages.sentiment = 'positive')
            or ($which = 'critique' and messages.is_critique)
        )
)

select
    aspect,
    count(*) as messages,
    count(distinct coalesce(author_id, message_id)) as people,
    count(distinct date_trunc('week', day)) as weeks,
    list(channel order by is_plain desc, likes desc, created_at desc, message_id asc)[1:50] as channels,
    list(message_id order by is_plain desc, likes desc, created_at desc, message_id asc)[1:50] as message_ids
from said
group by aspect
having count(distinct coalesce(author_id, message_id)) >= $least
order by people desc, messages desc, aspect asc
limit $count
