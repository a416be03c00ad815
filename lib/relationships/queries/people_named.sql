-- One row per account asked for: the name shown, its channel, when it was first and last heard, and how much it said.
with
asked as (
    select unnest($author_ids::varchar[]) as author_id
)

select
    members.author_id,
    members.channel,
    coalesce(people.shown_name, '') as shown_name,
    coalesce(people.handle, '') as handle,
    members.first_at,
    members.last_at,
    members.message_count,
    members.conversation_count,
    members.critique_count,
    members.positive_count,
    members.negative_count,
    members.language
from asked
inner join members on asked.author_id = members.author_id
left join people on members.author_id = people.author_id
order by members.message_count desc, members.author_id asc
