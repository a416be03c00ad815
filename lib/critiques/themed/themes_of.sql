-- One row per critique of the keys given.
with
wanted as (
    select distinct
        unnest($keys_channels::varchar[]) as channel,
        unnest($keys_ids::varchar[]) as message_id
)

select
    themed.channel,
    themed.message_id,
    themed.theme_id
from themed
inner join wanted on themed.channel = wanted.channel and themed.message_id = wanted.message_id
order by themed.channel, themed.message_id
