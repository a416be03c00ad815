"""What we ask of the client: the asks of insights that wait for a decision or for their deed."""

from lib.critiques.board import size_said
from lib.critiques.insights import Insight
from lib.critiques.moves import DECISION_NAMES, STATE_NAMES
from lib.reports.boards import Board
from lib.reports.document import Column, Section, Table
from lib.reports.reading import Reading
from lib.words import _, ngettext


def asks(reading: Reading, found: Board) -> Section:
    """What we ask of the client: the asks of insights that wait for a decision, and what was agreed and is not done."""
    wanted = [one for one in found.insights if one.ask and _is_open(one)]
    columns = (
        Column(_("What we ask"), width=2.6),
        Column(_("Because"), width=2.6),
        Column(_("People behind it"), "text", 1.5),
        Column(_("Where it stands")),
        Column(_("Until"), "day", 0.9),
    )
    rows = tuple(
        (one.ask, one.claim, size_said(found.cards[one.insight_id].size), standing_said(one), one.due) for one in wanted
    )
    said = _("Nothing is asked of you at the moment.") if reading.form.is_client else _("No ask to the client is open.")
    if wanted:
        said = ngettext(
            "{count} ask waits for a decision or for its deed.",
            "{count} asks wait for a decision or for their deed.",
            len(wanted),
        )
    return Section(
        "asks",
        _("What we ask of you") if reading.form.is_client else _("What we ask of the client"),
        (said,),
        tables=(Table("asks", _("Open asks"), columns, rows),) if rows else (),
    )


def standing_said(insight: Insight) -> str:
    """Its state, and the decision where there is one."""
    state = _(STATE_NAMES[insight.state])
    if not insight.decision:
        return state
    decision = _(DECISION_NAMES[insight.decision])
    return decision if insight.state == "decided" else f"{decision} · {state}"


def _is_open(insight: Insight) -> bool:
    return insight.decision in ("", "later") or (insight.decision == "accepted" and insight.acted_on is None)
