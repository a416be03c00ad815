-- One row per critique at the places given, or of all.
select
    rowid as place,
    text,
    language,
    coalesce(aspects, []) as aspects
from messages
where
    is_critique
    and not is_brand
    and ($places is null or rowid in (select unnest($places::bigint[])))
order by channel, message_id
