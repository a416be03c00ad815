-- One row per conversation active in the period.
with
chosen as (
    select
        *,
        count(*) over () as total
    from conversations
    where
        ($since is null or last_day >= $since)
        and ($until is null or first_day <= $until)
        and ($channels is null or list_contains($channels, channel))
        and ($languages is null or list_contains($languages, language))
        and (
            $which = 'all'
            or ($which = 'waiting' and waiting_count > 0)
            or ($which = 'critiques' and critique_count > 0)
            or ($which = 'tense' and tension > 0.1)
        )
    order by
        case $sort
            when 'longest' then message_count
            when 'people' then author_count
            when 'tension' then coalesce(tension, -2)
            when 'wait' then -epoch(coalesce(waiting_since, last_at + interval 100 year))
            else epoch(last_at)
        end desc,
        last_at desc,
        channel asc,
        conversation_id asc
    limit $count offset $first
)

select
    chosen.*,
    people.shown_name,
    row_number() over () as place
from chosen
left join people on chosen.opening_author_id = people.author_id
order by
    case $sort
        when 'longest' then chosen.message_count
        when 'people' then chosen.author_count
        when 'tension' then coalesce(chosen.tension, -2)
        when 'wait' then -epoch(coalesce(chosen.waiting_since, chosen.last_at + interval 100 year))
        else epoch(chosen.last_at)
    end desc,
    chosen.last_at desc,
    chosen.channel asc,
    chosen.conversation_id asc
