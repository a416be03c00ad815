-- One row: the archive.
select
    version,
    time_zone,
    message_count,
    first_at,
    last_at,
    first_day,
    last_day
from model
