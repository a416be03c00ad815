-- One row per message that praises the aspect, the most liked first.
with
praising as (
    select
        channel,
        message_id,
        conversation_id,
        author_id,
        is_brand,
        created_at,
        text,
        language,
        url,
        sentiment,
        is_critique,
        coalesce(likes, 0) as likes
    from messages
    where
        not is_brand
        and list_contains(aspects, $aspect)
        and (sentiment = 'positive' or list_contains(intent, 'praise'))
        and not coalesce(is_critique, false)
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
),

counted as (
    select
        count(*) as total,
        count(distinct author_id) as authors
    from praising
),

chosen as (
    select *
    from praising
    order by likes desc, created_at desc, channel asc, message_id asc
    limit $count
)

select
    chosen.*,
    counted.total,
    counted.authors,
    people.shown_name
from chosen
cross join counted
left join people on chosen.author_id = people.author_id
order by chosen.likes desc, chosen.created_at desc, chosen.channel asc, chosen.message_id asc
