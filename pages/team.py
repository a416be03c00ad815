"""Team: who does what in which hat, what we hand to each other, and whether anybody asked what is wrong with it."""

from lib.ui import team
from lib.ui.acts import show_told
from lib.ui.panels import show_opening
from lib.ui.team_handoffs import show_handoffs
from lib.ui.team_people import show_people

found = team.team()
view = team.view_in_force()

show_opening(team.opening(found), "")
team.show_views(view)
show_told()

if view == "people":
    show_people(found)
else:
    show_handoffs(found)
