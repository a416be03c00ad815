-- One row per critique of the keys given: where it stands in the version.
with
named as (
    select
        unnest($keys_channels::varchar[]) as channel,
        unnest($keys_ids::varchar[]) as message_id
)

select place
from placed
where key in (select hash(named.channel, named.message_id) from named)
