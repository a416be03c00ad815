-- One row per critique, as `themed` where nobody moved a message or merged a theme: there is nothing to look up.
select
    *,
    false as is_moved,
    true as is_chained
from placed
