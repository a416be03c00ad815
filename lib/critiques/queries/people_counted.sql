-- One row: the archive.
select count(*) as people
from members
