-- One row: how long our replies in a language are, in characters: how many, their median and their usual range.
select
    count(*) as replies,
    coalesce(quantile_cont(length(text), 0.1), 0)::double as low,
    coalesce(median(length(text)), 0)::double as middle,
    coalesce(quantile_cont(length(text), 0.9), 0)::double as high
from messages
where is_brand and kind != 'post' and ($language is null or language = $language)
