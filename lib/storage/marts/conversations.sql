-- One row per conversation.
-- key: channel, conversation_id
-- First response time: first reply of ours at or after the first inbound message, less that one (never negative);
-- automatic replies are none. Language: that of most messages; of equally many the later by its name.
-- Tension: mean heat of the last three messages less that of the three before; null under six messages with heat.
with
ranked as (
    select
        *,
        row_number() over (partition by channel, conversation_id order by created_at, message_id) as place,
        row_number() over (
            partition by channel, conversation_id, heat is not null order by created_at desc, message_id desc
        ) as heat_place
    from scope
),

first_inbound as (
    select
        channel,
        conversation_id,
        min(created_at) as first_inbound_at
    from scope
    where not is_brand
    group by channel, conversation_id
),

first_reply as (
    select
        replies.channel,
        replies.conversation_id,
        min(replies.replied_at) as first_reply_at
    from replies
    inner join first_inbound
        on replies.channel = first_inbound.channel and replies.conversation_id = first_inbound.conversation_id
    where first_inbound.first_inbound_at <= replies.replied_at
    group by replies.channel, replies.conversation_id
),

needs as (
    select
        channel,
        conversation_id,
        count(*) as needing_count,
        count(*) filter (where is_waiting) as waiting_count,
        min(created_at) filter (where is_waiting) as waiting_since
    from answers
    where (channel, conversation_id) in (select (channel, conversation_id) from first_inbound)
    group by channel, conversation_id
),

languages as (
    select
        channel,
        conversation_id,
        arg_max(language, (messages, language)) as language
    from (
        select
            channel,
            conversation_id,
            language,
            count(*) as messages
        from scope
        where not is_brand and language is not null
        group by channel, conversation_id, language
    )
    group by channel, conversation_id
),

summed as (
    select
        channel,
        conversation_id,
        min(created_at) as started_at,
        max(created_at) as last_at,
        max(day) as last_day,
        min(day) as first_day,
        count(*) as message_count,
        count(distinct author_id) as author_count,
        count(*) filter (where not is_brand) as inbound_count,
        count(*) filter (where is_brand) as brand_count,
        count(*) filter (where is_brand and kind != 'post') as reply_count,
        max(created_at) filter (where not is_brand) as last_inbound_at,
        count(*) filter (where is_critique and not is_brand) as critique_count,
        arg_min(text, place) as opening,
        arg_min(author_id, place) as opening_author_id,
        bool_or(is_brand and place = 1) as is_ours,
        bool_or(root_missing) as root_missing,
        arg_min(url, place) filter (where url is not null) as url,
        max(heat) as heat,
        avg(heat) filter (where heat_place between 1 and 3) as heat_now,
        avg(heat) filter (where heat_place between 4 and 6) as heat_before,
        count(heat) as heat_count,
        avg(polarity) filter (where not is_brand) as polarity,
        sum(coalesce(likes, 0)) as likes,
        max(views) as views
    from ranked
    group by channel, conversation_id
)

select
    summed.* exclude (heat_now, heat_before, heat_count),
    languages.language,
    first_inbound.first_inbound_at,
    first_reply.first_reply_at,
    epoch(first_reply.first_reply_at - first_inbound.first_inbound_at) as first_response_seconds,
    coalesce(needs.needing_count, 0) as needing_count,
    coalesce(needs.waiting_count, 0) as waiting_count,
    needs.waiting_since,
    case when summed.heat_count >= 6 then summed.heat_now - summed.heat_before end as tension
from summed
left join first_inbound
    on summed.channel = first_inbound.channel and summed.conversation_id = first_inbound.conversation_id
left join first_reply
    on summed.channel = first_reply.channel and summed.conversation_id = first_reply.conversation_id
left join languages on summed.channel = languages.channel and summed.conversation_id = languages.conversation_id
left join needs on summed.channel = needs.channel and summed.conversation_id = needs.conversation_id
