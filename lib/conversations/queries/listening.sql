-- One row: critiques of the period, those read (opened, decided about or answered), and the listening debt: the reach
-- of those that nobody has read, added up. Reach: views, or reactions and one where a platform counts none.
with
noticed as (
    select unnest(
        from_json($noticed::json, '[{"channel": "VARCHAR", "conversation_id": "VARCHAR", "until": "DOUBLE"}]'),
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
        and ($since is null or day >= $since)
        and ($until is null or day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
),

answered as (
    select
        replies.channel,
        replies.thread_id,
        max(replies.replied_at) as last_at
    from replies
    semi join critiques on replies.channel = critiques.channel and replies.thread_id = critiques.thread_id
    group by replies.channel, replies.thread_id
),

judged as (
    select
        critiques.*,
        coalesce(answered.last_at >= critiques.created_at, false)
        or coalesce(noticed.until >= epoch(critiques.created_at), false) as is_read
    from critiques
    left join answered on critiques.channel = answered.channel and critiques.thread_id = answered.thread_id
    left join noticed
        on critiques.channel = noticed.channel and critiques.conversation_id = noticed.conversation_id
)

select
    count(*) as critiques,
    count(*) filter (where is_read) as read_count,
    coalesce(sum(reach) filter (where not is_read), 0)::bigint as debt
from judged
