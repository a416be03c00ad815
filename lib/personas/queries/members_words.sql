-- One row per message of a member that personas read: the newest of each author, up to a cap, waves of one text once.
with said as (
    select
        channel,
        message_id,
        author_id,
        created_at,
        text,
        language,
        row_number() over (partition by author_id order by created_at desc, message_id asc) as place,
        count(*) over (
            partition by hash(lower(regexp_replace(text, '\W+', ' ', 'g'))), date_trunc('week', created_at)
        ) as copies
    from messages
    where not is_brand and author_id is not null and length(text) > 0
)

select
    channel,
    message_id,
    author_id,
    created_at,
    text,
    language
from said
where place <= $cap and (copies < $wave or length(text) < 40)
order by author_id, created_at, message_id
