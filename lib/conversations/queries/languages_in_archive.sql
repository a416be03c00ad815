-- One row per language.
select
    language,
    sum(messages)::bigint as messages
from days
where language is not null
group by language
order by messages desc, language asc
