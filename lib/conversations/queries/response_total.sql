-- One row: how fast we reply, in counted seconds.
select * exclude (grouped)
from response_of('all', $calendar, $goals, $since, $until, $channels, $languages)
