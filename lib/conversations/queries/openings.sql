-- One row per conversation at the places given: its first words. By place, since only these rows are read then.
select
    rowid as place,
    opening
from conversations
where rowid in (select unnest($places))
order by channel, conversation_id
