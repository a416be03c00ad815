-- One row per critique of the keys given, or of all.
with
wanted as (
    select
        unnest($channels::varchar[]) as channel,
        unnest($ids::varchar[]) as message_id
)

select
    channel,
    message_id,
    text,
    language,
    coalesce(aspects, []) as aspects
from messages
where
    is_critique
    and not is_brand
    and ($ids is null or (channel, message_id) in (select (wanted.channel, wanted.message_id) from wanted))
order by channel, message_id
