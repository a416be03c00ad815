-- One row per theme that people's decisions changed: merged, or with messages moved in or out.
select theme_id
from merged
union
select into_id as theme_id
from merged
union
select theme_id
from moved
union
select placed.theme_id
from placed
inner join moved on placed.key = moved.key
