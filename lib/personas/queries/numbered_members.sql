-- One row per member, in the order by which `behaviours` numbers them.
select
    author_id,
    (row_number() over (order by author_id) - 1)::integer as person
from members
order by author_id
