-- One row per message: the lake's columns with people's corrections over them, and its day where the community lives.
-- key: channel, message_id
select
    rows.* exclude (language, polarity, sentiment, confidence, is_uncertain, intent, is_critique, aspects, heat, formality),
    coalesce(fixed.language, rows.language) as language,
    case fixed.sentiment
        when 'negative' then -1::float
        when 'neutral' then 0::float
        when 'positive' then 1::float
        else rows.polarity
    end as polarity,
    coalesce(fixed.sentiment, rows.sentiment) as sentiment,
    case when fixed.sentiment is null then rows.confidence else 1::float end as confidence,
    case when fixed.sentiment is null then rows.is_uncertain else false end as is_uncertain,
    coalesce(fixed.intent, rows.intent) as intent,
    coalesce(fixed.is_critique, rows.is_critique) as is_critique,
    coalesce(fixed.aspects, rows.aspects) as aspects,
    coalesce(fixed.heat, rows.heat) as heat,
    coalesce(fixed.formality, rows.formality) as formality,
    fixed.message_id is not null as is_corrected,
    (rows.created_at at time zone getvariable('time_zone'))::date as day
from lake_rows as rows
left join corrected as fixed on rows.channel = fixed.channel and rows.message_id = fixed.message_id
order by rows.created_at, rows.channel, rows.message_id
