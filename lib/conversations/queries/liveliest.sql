-- One row per conversation with at least three messages in the period, most people first.
with
lively as (
    select
        channel,
        conversation_id,
        count(*) as messages,
        count(distinct author_id) filter (where not is_brand) as authors,
        avg(heat) as heat,
        count(*) filter (where sentiment = 'positive' and not is_brand) as positive,
        count(*) filter (where sentiment = 'negative' and not is_brand) as negative,
        count(*) filter (where not is_brand) as inbound,
        max(created_at) as last_at
    from messages
    where
        ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
    group by channel, conversation_id
    having count(*) >= 3
    order by authors desc, messages desc, last_at desc, channel asc, conversation_id asc
    limit $count
)

select
    lively.*,
    conversations.opening,
    conversations.is_ours,
    people.shown_name
from lively
inner join conversations
    on lively.channel = conversations.channel and lively.conversation_id = conversations.conversation_id
left join people on conversations.opening_author_id = people.author_id
order by lively.authors desc, lively.messages desc, lively.last_at desc
