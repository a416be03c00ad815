-- One row per two accounts on different channels that bear the same handle or the same full name, the surest first.
-- A handle of less than four letters, and a name of one word, say nothing by themselves.
with
named as (
    select
        members.author_id,
        members.channel,
        members.message_count,
        people.shown_name,
        lower(trim(people.handle)) as handle,
        lower(trim(people.name)) as name
    from members
    inner join people on members.author_id = people.author_id
),

alike as (
    select
        one.author_id as one_id,
        other.author_id as other_id
    from named as one
    inner join named as other
        on one.handle = other.handle and one.channel < other.channel and length(one.handle) >= 4
    union
    select
        one.author_id as one_id,
        other.author_id as other_id
    from named as one
    inner join named as other
        on one.name = other.name and one.channel < other.channel and contains(one.name, ' ')
)

select
    alike.one_id,
    alike.other_id,
    one.channel as one_channel,
    other.channel as other_channel,
    one.shown_name as one_name,
    other.shown_name as other_name,
    coalesce(nullif(one.handle, ''), one.name) as one_handle,
    coalesce(nullif(other.handle, ''), other.name) as other_handle,
    one.message_count as one_messages,
    other.message_count as other_messages,
    coalesce(one.handle = other.handle and one.handle != '', false) as same_handle,
    coalesce(one.name = other.name and one.name != '', false) as same_name,
    count(*) over () as total
from alike
inner join named as one on alike.one_id = one.author_id
inner join named as other on alike.other_id = other.author_id
order by
    same_handle desc,
    same_name desc,
    one.message_count + other.message_count desc,
    alike.one_id asc,
    alike.other_id asc
limit $count
