-- One row: messages of the community, those analysed, those uncertain, those corrected.
select
    count(*) as messages,
    count(sentiment) as analysed,
    count(*) filter (where is_uncertain) as uncertain,
    count(*) filter (where is_corrected) as corrected
from messages
where not is_brand
