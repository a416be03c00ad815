-- One row per conversation that waits for us, with all that its priority is made of.
-- key: waits
-- Here `scope` stands for the rows of `waits` concerned, where the words that wait stand too.
-- Reach: the most views of a message in it, or the reactions and messages where these are more. `first_epoch`: when who
-- waits wrote first; how new they are depends on the end of the archive, and is worked out when asked.
-- Shares, 0 to 1: complaint (complains 1, asks a half, merely addresses a quarter); tension (0.3 and more is 1) or heat
-- (from 0.4 to 1); reach (10,000 is 1) or people in it (50 is 1), both on a logarithmic scale.
with
described as (
    select
        scope.channel,
        scope.conversation_id,
        scope.waiting_count,
        scope.waiting_since,
        scope.first_waiting_day,
        scope.last_waiting_day,
        scope.message_id,
        scope.complains,
        scope.asks,
        epoch(scope.waiting_since) as waiting_epoch,
        scope.author_id,
        people.shown_name,
        epoch(members.first_at) as first_epoch,
        scope.language,
        scope.aspects,
        conversations.message_count,
        conversations.author_count,
        conversations.inbound_count,
        conversations.last_inbound_at,
        conversations.heat,
        conversations.tension,
        conversations.reply_count,
        greatest(coalesce(conversations.views, 0), conversations.likes + conversations.message_count)::bigint as reach
    from scope
    inner join conversations
        on scope.channel = conversations.channel and scope.conversation_id = conversations.conversation_id
    left join members on scope.author_id = members.author_id
    left join people on scope.author_id = people.author_id
)

select
    *,
    case when complains then 1.0 when asks then 0.5 else 0.25 end::double as complaint_share,
    least(greatest(coalesce(tension, 0) / 0.3, (coalesce(heat, 0) - 0.4) / 0.6, 0), 1)::double as tension_share,
    least(greatest(ln(1 + reach) / ln(10001), ln(greatest(author_count, 1)) / ln(50)), 1)::double as reach_share
from described
order by waiting_since, channel, conversation_id
