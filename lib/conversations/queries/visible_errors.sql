-- One row per reply of ours that looks like an error: edited later, answered with a critique, or heat rises after it.
with
active as (
    select
        channel,
        conversation_id
    from conversations
    where
        reply_count > 0
        and ($since is null or last_day >= $since)
        and ($until is null or first_day <= $until)
        and ($channels is null or list_contains($channels, channel))
),

around as (
    select
        messages.*,
        avg(messages.heat) filter (where not messages.is_brand) over (
            thread rows between 3 preceding and 1 preceding
        ) as heat_before,
        avg(messages.heat) filter (where not messages.is_brand) over (
            thread rows between 1 following and 3 following
        ) as heat_after
    from messages
    inner join active on messages.channel = active.channel and messages.conversation_id = active.conversation_id
    window thread as (
        partition by messages.channel, messages.conversation_id order by messages.created_at, messages.message_id
    )
),

contradicting as (
    select
        messages.channel,
        messages.parent_id,
        count(*) as critiques
    from messages
    inner join active on messages.channel = active.channel and messages.conversation_id = active.conversation_id
    where messages.is_critique and not messages.is_brand and messages.parent_id is not null
    group by messages.channel, messages.parent_id
),

told as (
    select
        around.channel,
        around.conversation_id,
        around.message_id,
        around.created_at,
        around.text,
        around.is_brand,
        people.shown_name,
        around.edited_at is not null as is_edited,
        coalesce(contradicting.critiques, 0) as critiques,
        coalesce(around.heat_after - around.heat_before >= $rising, false) as is_heated,
        around.heat_after - around.heat_before as change
    from around
    left join contradicting
        on around.channel = contradicting.channel and around.message_id = contradicting.parent_id
    left join people on around.author_id = people.author_id
    where
        around.is_brand
        and around.kind != 'post'
        and ($since is null or around.day >= $since)
        and ($until is null or around.day <= $until)
)

select
    *,
    row_number() over (
        order by
            is_edited::integer + (critiques > 0)::integer + is_heated::integer desc,
            change desc nulls last,
            created_at desc,
            message_id asc
    ) as place,
    count(*) over () as total
from told
where is_edited or critiques > 0 or is_heated
order by place
limit $count
