-- One row per critique of the keys given.
with
named as (
    select distinct
        unnest($keys_channels::varchar[]) as channel,
        unnest($keys_ids::varchar[]) as message_id
),

wanted as (
    select hash(channel, message_id) as key
    from named
)

select
    themed.channel,
    themed.message_id,
    themed.theme_id,
    themed.place
from themed
inner join wanted on themed.key = wanted.key
order by themed.channel, themed.message_id
