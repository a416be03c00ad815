-- One row: critiques of the period, those read (opened, decided about or answered), and the listening debt: the reach
-- of those that nobody has read, added up.
select
    count(*) as critiques,
    count(*) filter (where is_read) as read_count,
    coalesce(sum(reach) filter (where not is_read), 0)::bigint as debt
from heard_critiques($noticed, $since, $until, $channels, $languages)
