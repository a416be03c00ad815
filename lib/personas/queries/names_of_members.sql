-- One row per member asked for: the name shown, the channel, when last heard, and how much was said.
with asked as (
    select unnest($author_ids) as author_id
)

select
    members.author_id,
    members.channel,
    members.last_at,
    members.message_count,
    coalesce(people.shown_name, '') as shown_name
from asked
inner join members on asked.author_id = members.author_id
left join people on members.author_id = people.author_id
order by members.author_id
