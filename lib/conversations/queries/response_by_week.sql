-- One row per week (named by its Monday): how fast we reply, in counted seconds.
select
    grouped::date as week,
    * exclude (grouped)
from response_of('week', $calendar, $goals, $since, $until, $channels, $languages)
order by week
