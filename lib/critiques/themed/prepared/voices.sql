-- One row per critique, with what counting its theme needs.
with
numbered as (
    select
        key,
        day,
        created_at,
        theme_id,
        wave,
        fit,
        hash(author_id, wave) as voice,
        case when author_id is not null then hash(author_id) end as author
    from found
),

followed as (
    select
        key,
        voice,
        author,
        lag(day) over (partition by theme_id, voice order by created_at, key) as voice_before,
        lag(day) over (partition by theme_id, author order by created_at, key) as author_before
    from numbered
),

newest as (
    select
        theme_id,
        arg_min(key, (-epoch_us(created_at), key)) as key
    from numbered
    where theme_id != ''
    group by theme_id, wave
),

once as (
    select
        numbered.key,
        numbered.theme_id,
        numbered.fit
    from numbered
    inner join newest on numbered.key = newest.key
    qualify
        row_number() over (partition by numbered.theme_id, numbered.author order by numbered.fit desc, numbered.key asc)
        <= 2
),

ranked as (
    select
        key,
        row_number() over (partition by theme_id order by fit desc, key asc) as typical
    from once
    qualify typical <= 240
)

select
    found.*,
    followed.voice,
    followed.author,
    followed.voice_before,
    followed.author_before,
    ranked.typical
from found
inner join followed on found.key = followed.key
left join ranked on found.key = ranked.key
order by found.theme_id asc, found.created_at desc, found.key asc
