-- One row: what a person wrote up to now, or none for the brand and for people who are not here.
select
    message_count,
    conversation_count,
    critique_count,
    first_at,
    last_at
from members
where author_id = $author_id
