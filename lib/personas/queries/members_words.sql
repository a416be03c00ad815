-- One row per message of a member that personas read: the newest of each author, up to a cap, waves of one text not.
-- Where there are more than $most of them, those of as many authors as make that many, drawn by lot: whole authors.
with counted as (
    select
        author_id,
        least(count(*), $cap) as messages
    from messages
    where not is_brand and author_id is not null and length(text) > 0
    group by author_id
),

drawn as (
    select
        author_id,
        sum(messages) over (order by md5(author_id), author_id rows unbounded preceding) as so_far
    from counted
),

waves as (
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
        and author_id in (select drawn.author_id from drawn where drawn.so_far <= $most)
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
