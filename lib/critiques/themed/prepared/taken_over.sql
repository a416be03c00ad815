-- One row per critique, with what was worked out for the same text before; null where nothing was.
select
    keys.*,
    before.theme_id::varchar as theme_id,
    coalesce(before.fit, 0)::float as fit,
    coalesce(before.wave, 0)::bigint as wave
from keys
left join before on keys.key = before.key and keys.content = before.content
