-- One row per message of a member that personas read: the newest of each author, up to a cap, waves of one text not.
with waves as (
    select
        hash(lower(regexp_replace(text, '\W+', ' ', 'g'))) as words,
        date_trunc('week', created_at) as week
    from messages
    where not is_brand and author_id is not null and length(text) >= 40
    group by words, week
    having count(*) >= $wave
),

said as (
    select
        channel,
        message_id,
        author_id,
        created_at,
        text,
        language,
        row_number() over (partition by author_id order by created_at desc, message_id asc) as place
    from messages
    where
        not is_brand
        and author_id is not null
        and ($author_ids is null or author_id in (select unnest($author_ids::varchar[])))
        and length(text) > 0
)

select
    said.channel,
    said.message_id,
    said.author_id,
    said.created_at,
    said.text,
    said.language
from said
left join waves
    on
        hash(lower(regexp_replace(said.text, '\W+', ' ', 'g'))) = waves.words
        and date_trunc('week', said.created_at) = waves.week
where said.place <= $cap and (waves.words is null or length(said.text) < 40)
order by said.author_id, said.created_at, said.message_id
