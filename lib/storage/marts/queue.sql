-- One row per conversation that waits for us, with all that its priority is made of; `place` numbers them.
-- key: all
-- Reach: the most views of a message in it, or the reactions and messages where these are more.
-- Shares, 0 to 1: complaint (complains 1, asks a half, merely addresses a quarter); tension (0.3 and more is 1) or heat
-- (from 0.4 to 1); newcomer (somebody's first message 1, first seen within four weeks a half); reach (10,000 is 1) or
-- people in it (50 is 1), both on a logarithmic scale. The words that wait stand in `waits`.
with
newest as (
    select max(last_at) as at from conversations
),

-- numbered in narrow rows: sorting the words of all who wait takes longer than all else
numbered as (
    select
        channel,
        conversation_id,
        row_number() over (order by waiting_since, channel, conversation_id) as place
    from waits
),

described as (
    select
        numbered.place,
        waits.channel,
        waits.conversation_id,
        waits.waiting_count,
        waits.waiting_since,
        waits.first_waiting_day,
        waits.last_waiting_day,
        waits.message_id,
        waits.complains,
        waits.asks,
        epoch(waits.waiting_since) as waiting_epoch,
        waits.author_id,
        people.shown_name,
        waits.language,
        waits.aspects,
        conversations.message_count,
        conversations.author_count,
        conversations.inbound_count,
        conversations.last_inbound_at,
        conversations.heat,
        conversations.tension,
        conversations.reply_count,
        greatest(coalesce(conversations.views, 0), conversations.likes + conversations.message_count)::bigint as reach,
        coalesce(members.first_at = waits.waiting_since, false) as is_first_message,
        coalesce(members.first_at > newest.at - interval 28 day, false) as is_newcomer
    from waits
    cross join newest
    inner join numbered on waits.channel = numbered.channel and waits.conversation_id = numbered.conversation_id
    inner join conversations
        on waits.channel = conversations.channel and waits.conversation_id = conversations.conversation_id
    left join members on waits.author_id = members.author_id
    left join people on waits.author_id = people.author_id
)

select
    *,
    case when complains then 1.0 when asks then 0.5 else 0.25 end::double as complaint_share,
    least(greatest(coalesce(tension, 0) / 0.3, (coalesce(heat, 0) - 0.4) / 0.6, 0), 1)::double as tension_share,
    case when is_first_message then 1.0 when is_newcomer then 0.5 else 0.0 end::double as newcomer_share,
    least(greatest(ln(1 + reach) / ln(10001), ln(greatest(author_count, 1)) / ln(50)), 1)::double as reach_share
from described
order by place
