-- One row per author whose names are new or newer than what is known: the names of their newest message.
with
staged_authors as (
    select
        author_id,
        any_value(channel) as channel,
        max({ 'seen_at': created_at, 'handle': author_handle }) filter (where author_handle is not null) as handle,
        max({ 'seen_at': created_at, 'name': author_name }) filter (where author_name is not null) as name,
        bool_or(is_brand) as is_brand,
        max(created_at) as seen_at
    from staged
    where author_id is not null
    group by author_id
),

joined as (
    select
        staged_authors.author_id,
        staged_authors.channel,
        case
            when staged_authors.seen_at > coalesce(known_authors.seen_at, '-infinity'::timestamptz)
                then coalesce(staged_authors.handle.handle, known_authors.handle)
            when staged_authors.seen_at < known_authors.seen_at
                then coalesce(known_authors.handle, staged_authors.handle.handle)
            else greatest(known_authors.handle, staged_authors.handle.handle)
        end as handle,
        case
            when staged_authors.seen_at > coalesce(known_authors.seen_at, '-infinity'::timestamptz)
                then coalesce(staged_authors.name.name, known_authors.name)
            when staged_authors.seen_at < known_authors.seen_at
                then coalesce(known_authors.name, staged_authors.name.name)
            else greatest(known_authors.name, staged_authors.name.name)
        end as name,
        staged_authors.is_brand or coalesce(known_authors.is_brand, false)
        or staged_authors.author_id in (select brand_ids.author_id from brand_ids) as is_brand,
        greatest(staged_authors.seen_at, known_authors.seen_at) as seen_at,
        known_authors.author_id is null as is_new,
        known_authors.handle as old_handle,
        known_authors.name as old_name,
        known_authors.is_brand as old_is_brand,
        known_authors.seen_at as old_seen_at
    from staged_authors
    left join known_authors using (author_id)
)

select
    author_id,
    channel,
    handle,
    name,
    is_brand,
    seen_at
from joined
where
    is_new
    or (handle, name, is_brand, seen_at) is distinct from (old_handle, old_name, old_is_brand, old_seen_at)
union all
select * replace (true as is_brand)
from known_authors
semi join brand_ids using (author_id)
anti join staged_authors using (author_id)
where not is_brand
