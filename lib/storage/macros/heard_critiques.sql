-- One row per critique of a period, with its reach and whether anybody read it: opened, decided about, or answered.
-- parameters: noticed, from_day, to_day, on_channels, in_languages
-- `noticed`: JSON, conversations that somebody opened or decided about, `until` when (epoch seconds).
-- Reach: views, or reactions and one where a platform counts none.
with
known as (
    select unnest(
        from_json(noticed::json, '[{"channel": "VARCHAR", "conversation_id": "VARCHAR", "until": "DOUBLE"}]'),
        recursive := true
    )
),

critiques as (
    select
        channel,
        message_id,
        conversation_id,
        thread_id,
        author_id,
        created_at,
        text,
        greatest(coalesce(views, 0), coalesce(likes, 0) + 1) as reach
    from messages
    where
        is_critique
        and not is_brand
        and (from_day is null or day >= from_day)
        and (to_day is null or day <= to_day)
        and (on_channels is null or list_contains(on_channels, channel))
        and (in_languages is null or list_contains(in_languages, language))
),

answered as (
    select
        replies.channel,
        replies.thread_id,
        max(replies.replied_at) as last_at
    from replies
    semi join critiques on replies.channel = critiques.channel and replies.thread_id = critiques.thread_id
    group by replies.channel, replies.thread_id
)

select
    critiques.*,
    coalesce(answered.last_at >= critiques.created_at, false)
    or coalesce(known.until >= epoch(critiques.created_at), false) as is_read
from critiques
left join answered on critiques.channel = answered.channel and critiques.thread_id = answered.thread_id
left join known on critiques.channel = known.channel and critiques.conversation_id = known.conversation_id
