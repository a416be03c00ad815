"""Team: who does what in which hat, what we hand to each other, and whether anybody asked what is wrong with it."""

from lib.ui import filters, team
from lib.ui.acts import show_told
from lib.ui.critiques_challenge import show_ledger
from lib.ui.critiques_data import board
from lib.ui.panels import show_opening
from lib.ui.team_handoffs import show_handoffs
from lib.ui.team_hats import show_hats
from lib.ui.team_opinions import show_opinions
from lib.ui.team_people import show_people

found = team.team()
view = team.view_in_force()

show_opening(team.opening(found), "")
team.show_views(view)
show_told()

if view == "opinions":
    show_opinions(found)
elif view == "hats":
    show_hats(found)
elif view == "challenge":
    show_ledger(filters.in_force(), board())
elif view == "people":
    show_people(found)
else:
    show_handoffs(found)
