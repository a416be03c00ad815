-- One row per author and telling word: words that few enough and many enough members use, each author once a word.
with said as (
    select
        author_id,
        text,
        row_number() over (partition by author_id order by created_at desc, message_id asc) as place
    from messages
    where
        not is_brand
        and author_id is not null
        and ($author_ids is null or author_id in (select unnest($author_ids::varchar[])))
),

used as (
    select distinct
        author_id,
        unnest(regexp_extract_all(lower(text), '[a-zà-ÿ]{4,}|[\x{1F300}-\x{1FAFF}\x{2600}-\x{27BF}]')) as word
    from said
    where place <= $cap
),

told as (
    select
        word,
        count(*) as authors
    from used
    group by word
    having count(*) >= $fewest and count(*) <= $most
    order by authors desc, word asc
    limit $words
)

select
    used.author_id,
    used.word,
    told.authors
from used
inner join told on used.word = told.word
order by used.author_id, used.word
