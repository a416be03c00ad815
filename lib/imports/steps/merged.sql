-- One row per message of the import (and per message of the lake it bears on): its occurrences joined into one.
-- Each column keeps the greater of what was said, so that joining is the same in any order and any grouping of files.
select
    channel,
    message_id,
    max(seq) as last_seq,
    arg_max(file_no, (version, seq)) as file_no,
    min(seq) = 0 as is_known,
    max(source_conversation_id) as source_conversation_id,
    max(parent_id) as parent_id,
    max(kind) as kind,
    max(author_id) as author_id,
    bool_or(is_brand) as is_brand,
    min(created_at) as created_at,
    max(edited_at) as edited_at,
    max(version).text as text,
    nullif(max(version).rating, -1)::float as rating,
    max(source_language) as source_language,
    max(likes) as likes,
    max(shares) as shares,
    max(replies) as replies,
    max(views) as views,
    max(url) as url
from versions
group by channel, message_id
