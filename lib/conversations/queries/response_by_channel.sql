-- One row per channel: how fast we reply there, in counted seconds.
select
    grouped as channel,
    * exclude (grouped)
from response_of('channel', $calendar, $goals, $since, $until, $channels, $languages)
order by needing desc, channel asc
