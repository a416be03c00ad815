-- One row per message that the import brings or changes, with what the lake said of it before.
with
joined as (
    select
        channel,
        message_id,
        file_no,
        source_conversation_id,
        parent_id,
        kind,
        author_id,
        is_brand,
        created_at,
        edited_at,
        text,
        rating,
        source_language,
        likes,
        shares,
        replies,
        views,
        url
    from merged
    union all by name
    select staged.* exclude (seq, line, month, author_handle, author_name)
    from staged
    anti join contested_keys using (channel, message_id)
)

select
    joined.*,
    known.message_id is not null as is_known,
    known.message_id is null
    or joined.text != known.text
    or coalesce(joined.source_language, '') != coalesce(known.source_language, '') as needs_signals
from joined
left join known using (channel, message_id)
where
    known.message_id is null
    or (
        joined.source_conversation_id, joined.parent_id, joined.kind, joined.author_id, joined.is_brand,
        joined.created_at, joined.edited_at, joined.text, joined.rating, joined.source_language, joined.likes,
        joined.shares, joined.replies, joined.views, joined.url
    ) is distinct from (
        known.source_conversation_id, known.parent_id, known.kind, known.author_id, known.is_brand,
        known.created_at, known.edited_at, known.text, known.rating, known.source_language, known.likes,
        known.shares, known.replies, known.views, known.url
    )
