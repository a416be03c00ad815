-- One row per occurrence of a message that occurs more than once, in files or in files and lake; seq 0 is the lake's.
-- Version: the text that counts is the latest edited; without an edit time, the longer one.
with
occurrences as (
    select
        0 as seq,
        -1 as file_no,
        channel,
        message_id,
        source_conversation_id,
        parent_id,
        kind,
        author_id,
        is_brand or author_id in (select brand_ids.author_id from brand_ids) as is_brand,
        created_at,
        edited_at,
        text,
        source_language,
        likes,
        shares,
        replies,
        views,
        rating,
        url
    from known
    union all by name
    select staged.* exclude (line, month, author_handle, author_name)
    from staged
    semi join contested_keys using (channel, message_id)
)

select
    * exclude (text, rating),
    {
        'edited_at': coalesce(edited_at, '0001-01-01 00:00:00+00'::timestamptz),
        'length': length(text),
        'text': text,
        'rating': coalesce(rating, -1)
    } as version
from occurrences
