-- One row: how many of the keys given are critiques of the period.
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

select count(*) as critiques
from placed
inner join wanted on placed.key = wanted.key
where
    ($since is null or placed.day >= $since)
    and ($until is null or placed.day <= $until)
    and ($channels is null or list_contains($channels, placed.channel))
    and ($languages is null or list_contains($languages, placed.language))
