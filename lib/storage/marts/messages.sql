-- One row per message: the lake's columns with people's corrections over them, and its day where the community lives.
-- key: channel, message_id
select
    heard.* exclude (
        language, polarity, sentiment, confidence, is_uncertain, intent, is_critique, aspects, heat, formality
    ),
    coalesce(fixed.language, heard.language) as language,
    case fixed.sentiment
        when 'negative' then -1::float
        when 'neutral' then 0::float
        when 'positive' then 1::float
        else heard.polarity
    end as polarity,
    coalesce(fixed.sentiment, heard.sentiment) as sentiment,
    case when fixed.sentiment is null then heard.confidence else 1::float end as confidence,
    case when fixed.sentiment is null then heard.is_uncertain else false end as is_uncertain,
    coalesce(fixed.intent, heard.intent) as intent,
    coalesce(fixed.is_critique, heard.is_critique) as is_critique,
    coalesce(fixed.aspects, heard.aspects) as aspects,
    coalesce(fixed.heat, heard.heat) as heat,
    nullif(coalesce(fixed.formality, heard.formality), 'none') as formality,
    fixed.message_id is not null as is_corrected,
    (heard.created_at at time zone getvariable('time_zone'))::date as day
from lake_rows as heard
left join corrected as fixed on heard.channel = fixed.channel and heard.message_id = fixed.message_id
order by heard.created_at, heard.channel, heard.message_id
