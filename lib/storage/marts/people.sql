-- One row per author: the names shown in the app, kept apart from the messages.
-- key: all
select
    author_id,
    channel,
    handle,
    name,
    is_brand,
    coalesce(nullif(name, ''), '@' || handle, '') as shown_name
from lake_authors
