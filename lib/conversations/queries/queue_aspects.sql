-- One row per aspect that waiting conversations are about, the most frequent first.
select
    unnest(aspects) as aspect,
    count(*) as conversations
from queue
group by aspect
order by conversations desc, aspect asc
