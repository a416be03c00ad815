-- One row per message to write, still without new signals: what is fresh, and what found another conversation.
with
-- mostly nobody: then the lake is not read
of_lake as (
    select settled.*
    from settled
    anti join fresh using (channel, message_id)
)

select
    fresh.* exclude (file_no, is_known, needs_signals),
    settled.conversation_id,
    settled.thread_id,
    settled.root_missing,
    coalesce(files.name, known.source_file) as source_file,
    case when fresh.file_no >= 0 then $imported_at else known.imported_at end as imported_at,
    known.language,
    known.polarity,
    known.sentiment,
    known.confidence,
    known.is_uncertain,
    known.intent,
    known.is_critique,
    known.aspects,
    known.heat,
    known.formality,
    known.warmth,
    case when fresh.needs_signals then null else known.signals_version end as signals_version,
    strftime(fresh.created_at, '%Y-%m') as month,
    fresh.is_known
from fresh
inner join settled using (channel, message_id)
left join known using (channel, message_id)
left join files on fresh.file_no = files.file_no
union all by name
select
    lake.* replace (
        of_lake.conversation_id as conversation_id,
        of_lake.thread_id as thread_id,
        of_lake.root_missing as root_missing
    ),
    true as is_known
from lake
inner join of_lake on lake.channel = of_lake.channel and lake.message_id = of_lake.message_id
where (lake.conversation_id, lake.thread_id, lake.root_missing) is distinct from (
    of_lake.conversation_id, of_lake.thread_id, of_lake.root_missing
)
order by month, created_at, channel, message_id
