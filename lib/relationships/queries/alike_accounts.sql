-- One row per two accounts on different channels that bear the same handle or the same full name, the surest first.
-- A handle of less than four letters, a name of one word, and what more than $most accounts bear, say nothing.
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

handles as (
    select
        author_id,
        channel,
        handle
    from named
    where length(handle) >= 4
    qualify count(*) over (partition by handle) between 2 and $most
),

names as (
    select
        author_id,
        channel,
        name
    from named
    where contains(name, ' ')
    qualify count(*) over (partition by name) between 2 and $most
),

alike as (
    select
        one.author_id as one_id,
        other.author_id as other_id
    from handles as one
    inner join handles as other on one.handle = other.handle and one.channel < other.channel
    union
    select
        one.author_id as one_id,
        other.author_id as other_id
    from names as one
    inner join names as other on one.name = other.name and one.channel < other.channel
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
