-- One row per member whose name or handle holds the words sought, the busiest first.
select
    members.author_id,
    members.channel,
    people.shown_name,
    members.message_count
from people
inner join members on people.author_id = members.author_id
where
    contains(lower(people.name), lower($sought))
    or contains(lower(people.handle), lower($sought))
order by members.message_count desc, members.author_id asc
limit $count
