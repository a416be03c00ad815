-- One row per critique of the period that nobody has read, the widest reach first.
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
    judged.channel,
    judged.message_id,
    judged.conversation_id,
    judged.created_at,
    judged.text,
    judged.reach,
    people.shown_name
from judged
left join people on judged.author_id = people.author_id
where not judged.is_read
order by judged.reach desc, judged.created_at desc, judged.channel asc, judged.message_id asc
limit $count
