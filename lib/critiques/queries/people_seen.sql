-- One row per person of those given.
with
addressed as (
    select
        author_id,
        mode(formality) as formality
    from messages
    where list_contains($author_ids, author_id) and formality is not null
    group by author_id
)

select
    members.author_id,
    members.channel,
    members.language,
    members.first_at,
    members.last_at,
    members.message_count,
    addressed.formality,
    people.shown_name
from members
left join addressed on members.author_id = addressed.author_id
left join people on members.author_id = people.author_id
where list_contains($author_ids, members.author_id)
order by members.last_at desc, members.author_id asc
