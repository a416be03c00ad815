-- One row per month from the first a person was heard to the archive's last: what they said, and what we answered.
with
said as (
    select
        date_trunc('month', day)::date as month,
        sum(messages)::bigint as messages,
        sum(positive)::bigint as positive,
        sum(critiques)::bigint as critiques
    from member_days
    where author_id in (select unnest($author_ids::varchar[]))
    group by month
),

cared as (
    select
        date_trunc('month', last_day)::date as month,
        sum(answers) filter (where is_ours)::bigint as from_us,
        sum(answers) filter (where not is_ours)::bigint as from_members
    from ties
    where to_author_id in (select unnest($author_ids::varchar[])) and not list_contains($author_ids, author_id)
    group by month
),

months as (
    select
        unnest(
            generate_series(
                (select min(month) from said)::timestamp,
                (select max(archive_day) from standing)::timestamp,
                interval 1 month
            )
        )::date as month
)

select
    months.month,
    coalesce(said.messages, 0) as messages,
    coalesce(said.positive, 0) as positive,
    coalesce(said.critiques, 0) as critiques,
    coalesce(cared.from_us, 0) as from_us,
    coalesce(cared.from_members, 0) as from_members
from months
left join said on months.month = said.month
left join cared on months.month = cared.month
order by months.month
