-- One row per message of the lake that the files bring again, or whose author is now known to be the brand.
with
-- looked for by key first: where there is none, the lake's texts are not read
again as (
    select
        lake.channel,
        lake.message_id
    from lake
    semi join staged using (channel, message_id)
)

select lake.*
from lake
semi join again using (channel, message_id)
union
select lake.*
from lake
semi join brand_ids using (author_id)
where not lake.is_brand
