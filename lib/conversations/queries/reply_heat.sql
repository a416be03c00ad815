-- One row per channel, band of heat before (0 cool, 1 warm, 2 hot) and whether we replied: how members' heat changed.
-- A change is the mean heat of members among the next three messages less that among the three before. The moments
-- compared with our replies are the messages of members in conversations that got no reply of ours.
with
active as (
    select
        channel,
        conversation_id,
        reply_count
    from conversations
    where
        ($since is null or last_day >= $since)
        and ($until is null or first_day <= $until)
        and ($channels is null or list_contains($channels, channel))
),

around as (
    select
        messages.channel,
        messages.day,
        messages.is_brand,
        messages.kind,
        active.reply_count,
        avg(messages.heat) filter (where not messages.is_brand) over (
            thread rows between 3 preceding and 1 preceding
        ) as heat_before_ours,
        avg(messages.heat) filter (where not messages.is_brand) over (
            thread rows between 2 preceding and current row
        ) as heat_until_theirs,
        avg(messages.heat) filter (where not messages.is_brand) over (
            thread rows between 1 following and 3 following
        ) as heat_after
    from messages
    inner join active on messages.channel = active.channel and messages.conversation_id = active.conversation_id
    window thread as (
        partition by messages.channel, messages.conversation_id order by messages.created_at, messages.message_id
    )
),

moments as (
    select
        channel,
        is_brand as is_ours,
        case when is_brand then heat_before_ours else heat_until_theirs end as heat_before,
        heat_after
    from around
    where
        ((is_brand and kind != 'post') or (not is_brand and reply_count = 0))
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
)

select
    channel,
    case when heat_before < 0.15 then 0 when heat_before < 0.35 then 1 else 2 end as band,
    is_ours,
    count(*) as moments,
    avg(heat_after - heat_before) as change,
    coalesce(var_samp(heat_after - heat_before), 0) as variance
from moments
where heat_before is not null and heat_after is not null
group by all
order by channel, band, is_ours
