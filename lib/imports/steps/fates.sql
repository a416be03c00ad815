-- One row per contested occurrence in a file: whether it brought the message, something newer, or nothing.
-- What is newer: a later edit, a larger count, something known where nothing was; in whatever order it came.
with
compared as (
    select
        seq,
        file_no,
        row_number() over prior as place,
        max(version) over earlier as old_version,
        version,
        max(likes) over earlier as old_likes,
        likes,
        max(shares) over earlier as old_shares,
        shares,
        max(replies) over earlier as old_replies,
        replies,
        max(views) over earlier as old_views,
        views,
        max(parent_id) over earlier as old_parent_id,
        parent_id,
        max(source_conversation_id) over earlier as old_source_conversation_id,
        source_conversation_id,
        max(author_id) over earlier as old_author_id,
        author_id,
        max(url) over earlier as old_url,
        url,
        max(kind) over earlier as old_kind,
        kind,
        min(created_at) over earlier as old_created_at,
        created_at,
        bool_or(is_brand) over earlier as old_is_brand,
        is_brand,
        max(source_language) over earlier as old_source_language,
        source_language
    from versions
    window
        prior as (partition by channel, message_id order by seq),
        earlier as (
            partition by channel, message_id order by seq rows between unbounded preceding and 1 preceding
        )
)

select
    seq,
    file_no,
    case
        when place = 1 then 'imported'
        when
            version > old_version
            or coalesce(likes > old_likes, likes is not null and old_likes is null)
            or coalesce(shares > old_shares, shares is not null and old_shares is null)
            or coalesce(replies > old_replies, replies is not null and old_replies is null)
            or coalesce(views > old_views, views is not null and old_views is null)
            or coalesce(parent_id > old_parent_id, parent_id is not null and old_parent_id is null)
            or coalesce(
                source_conversation_id > old_source_conversation_id,
                source_conversation_id is not null and old_source_conversation_id is null
            )
            or coalesce(author_id > old_author_id, author_id is not null and old_author_id is null)
            or coalesce(url > old_url, url is not null and old_url is null)
            or coalesce(
                source_language > old_source_language, source_language is not null and old_source_language is null
            )
            or kind > old_kind
            or created_at < old_created_at
            or (is_brand and not old_is_brand)
            then 'updated'
        else 'unchanged'
    end as fate
from compared
where seq > 0
