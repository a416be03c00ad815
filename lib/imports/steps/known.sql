-- One row per message of the lake that the files bring again, or whose author is now known to be the brand.
select lake.*
from lake
semi join staged using (channel, message_id)
union
select lake.*
from lake
semi join brand_ids using (author_id)
where not lake.is_brand
