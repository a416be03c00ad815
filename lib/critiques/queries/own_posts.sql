-- One row per post of ours, the newest first.
with
posts as (
    select
        channel,
        message_id,
        conversation_id,
        created_at,
        text,
        language,
        coalesce(likes, 0) + coalesce(shares, 0) as reactions,
        coalesce(views, 0) as views
    from messages
    where
        is_brand
        and kind = 'post'
        and length(text) > 0
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
    order by created_at desc, channel asc, message_id asc
    limit $count
)

select
    posts.*,
    posts.reactions + coalesce(conversations.inbound_count, 0) as response
from posts
left join conversations
    on posts.channel = conversations.channel and posts.conversation_id = conversations.conversation_id
order by posts.created_at desc, posts.channel asc, posts.message_id asc
