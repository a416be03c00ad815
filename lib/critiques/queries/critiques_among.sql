-- One row: how many of the keys given are critiques of the period.
with
wanted as (
    select distinct
        unnest($keys_channels::varchar[]) as channel,
        unnest($keys_ids::varchar[]) as message_id
)

select count(*) as critiques
from messages
inner join wanted on messages.channel = wanted.channel and messages.message_id = wanted.message_id
where
    messages.is_critique
    and not messages.is_brand
    and ($since is null or messages.day >= $since)
    and ($until is null or messages.day <= $until)
    and ($channels is null or list_contains($channels, messages.channel))
    and ($languages is null or list_contains($languages, messages.language))
