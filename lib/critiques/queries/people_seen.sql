-- One row per person of those given.
select
    members.author_id,
    members.channel,
    members.language,
    members.first_at,
    members.last_at,
    members.message_count,
    people.shown_name
from members
left join people on members.author_id = people.author_id
where members.author_id in (select unnest($author_ids::varchar[]))
order by members.last_at desc, members.author_id asc
