-- One row per author who is not the brand.
-- key: author_id
-- Language: that of most messages; of equally many the later by its name.
with
languages as (
    select
        author_id,
        arg_max(language, (messages, language)) as language
    from (
        select
            author_id,
            language,
            count(*) as messages
        from scope
        where not is_brand and author_id is not null and language is not null
        group by author_id, language
    )
    group by author_id
),

summed as (
    select
        author_id,
        any_value(channel) as channel,
        min(created_at) as first_at,
        arg_min(conversation_id, (created_at, message_id)) as first_conversation_id,
        max(created_at) as last_at,
        count(*) as message_count,
        count(distinct conversation_id) as conversation_count,
        count(*) filter (where is_critique) as critique_count,
        count(*) filter (where sentiment = 'positive') as positive_count,
        count(*) filter (where sentiment = 'negative') as negative_count
    from scope
    where not is_brand and author_id is not null
    group by author_id
)

select
    summed.*,
    languages.language
from summed
left join languages on summed.author_id = languages.author_id
