"""What came of critiques: the funnel, and the insights as they stand with the effect of what was done."""

from datetime import datetime

from lib.critiques import queries
from lib.critiques.board import Funnel, size_said
from lib.critiques.effect import effect_of
from lib.critiques.effect_words import effect_sentences, effect_title
from lib.critiques.insights import Insight
from lib.critiques.overview import weighted
from lib.look import LIGHT
from lib.reports.asks import standing_said
from lib.reports.boards import Board, moved
from lib.reports.criticised import source
from lib.reports.document import Chart, Column, Figure, Quote, Section, Series, Table
from lib.reports.reading import Reading, plain_row
from lib.words import _, ngettext, number, percent, short_day

_WORDS = 260


def section(reading: Reading, found: Board, themes: dict[str, str]) -> Section:
    """The chapter."""
    effects = [line for insight in found.insights if (line := _effect(reading, insight, themes))]
    count = len(found.insights)
    if not count:
        said = [_("No insight is on the board yet.")]
    else:
        recent = sum(moved(reading, insight) for insight in found.insights)
        said = [
            ngettext("{count} insight stands on the board.", "{count} insights stand on the board.", count),
            ngettext(
                "{count} of them moved since the period began.", "{count} of them moved since the period began.", recent
            )
            if recent
            else _("None of them moved since the period began."),
        ]
    return Section(
        "insights",
        _("What came of it"),
        (*said, *effects),
        _figures(found.funnel) if count else (),
        (_funnel_chart(found.funnel),) if count and found.funnel.heard else (),
        (_table(found),) if count else (),
        tuple(_quotes(reading, found)),
        evidence=(_evidence(reading, found),) if count else (),
        definitions=(
            (_("Insight"), _("A theme put as a claim, with evidence for and against.")),
            (_("Critique yield"), _("Insights accepted ÷ critiques heard.")),
            (
                _("Effect"),
                _(
                    "Critiques of the theme per 1,000 messages after the day something was done, against before, with "
                    "the 95 % interval. It says that something changed, not why."
                ),
            ),
        ),
    )


def _figures(found: Funnel) -> tuple[Figure, ...]:
    share = "–" if found.critique_yield is None else percent(found.critique_yield, 1)
    return (
        Figure(_("Insights"), number(found.insights), _("from what was criticised")),
        Figure(_("Accepted"), number(found.accepted), _("critique yield {share}", share=share)),
        Figure(_("Acted on"), number(found.acted), _("something was done")),
        Figure(
            _("People told"),
            number(found.told),
            _("of {count} people whose words are in them", count=number(found.to_tell)),
        ),
    )


def _funnel_chart(found: Funnel) -> Chart:
    names = (_("Critiques heard"), _("Critiques read"), _("Critiques in insights"))
    series = Series(_("Critiques"), (float(found.heard), float(found.read), float(found.in_insights)), LIGHT.accent)
    title = _("From what was heard to what was taken up")
    return Chart("funnel", "bars", title, _("Critiques of the period"), names, (series,))


def _table(found: Board) -> Table:
    columns = (
        Column(_("Insight"), width=3.0),
        Column(_("People behind it"), width=1.7),
        Column(_("Where it stands"), width=1.1),
        Column(_("Reason"), width=1.6),
        Column(_("Done on"), "day", 0.9),
    )
    rows = tuple(
        (
            insight.claim,
            size_said(found.cards[insight.insight_id].size),
            standing_said(insight),
            insight.decision_reason or None,
            insight.acted_on,
        )
        for insight in found.insights
    )
    return Table("insights", _("Insights"), columns, rows)


def _effect(reading: Reading, insight: Insight, themes: dict[str, str]) -> str:
    """What changed after something was done, in one sentence; nothing where nothing was done or no theme is there."""
    name = themes.get(insight.theme_id, "")
    if insight.acted_on is None or not name:
        return ""
    effect = effect_of(reading.theme_days, reading.ask(queries.inbound_by_day), insight.theme_id, insight.acted_on)
    said = effect_title(effect, name, short_day(insight.acted_on))
    return f"{said}: {' '.join(effect_sentences(effect))}" if effect.ratio else f"{said}."


def _quotes(reading: Reading, found: Board) -> list[Quote]:
    """The strongest words for an insight, and against it, of the first three: among those that may be quoted."""
    joined = found.evidence.merge(found.messages, on=["channel", "message_id"], how="inner")
    made: list[Quote] = []
    for insight in found.insights[:3]:
        for stance, sign in (("for", ""), ("against", _("Against:"))):
            mine = joined[(joined.insight_id == insight.insight_id) & (joined.stance == stance)]
            for row in (plain_row(one) for one in weighted(mine).to_dict("records")):
                said = reading.form.words(row, _WORDS)
                if said is not None:
                    made.append(Quote(said, f"{source(reading, row)} · {insight.claim}", sign))
                    break
    return made


def _evidence(reading: Reading, found: Board) -> Table:
    is_client = reading.form.is_client
    columns = (
        Column(_("Insight")),
        Column(_("Ask")),
        Column(_("Where it stands")),
        Column(_("Reason")),
        Column(_("For or against")),
        Column(_("When"), "moment"),
        Column(_("Who")),
        Column(_("What they wrote")),
    )
    own = (
        ()
        if is_client
        else (Column(_("Owner")), Column(_("What would change our mind")), Column("insight_id"), Column("message_id"))
    )
    joined = found.evidence.merge(found.messages, on=["channel", "message_id"], how="inner")
    by_insight = {str(key): rows.to_dict("records") for key, rows in joined.groupby("insight_id")}
    made: list[tuple[object, ...]] = []
    for insight in found.insights:
        head = (insight.claim, insight.ask, standing_said(insight), insight.decision_reason)
        notes = (insight.owner, insight.change_mind, insight.insight_id)
        for row in by_insight.get(insight.insight_id, [{}]):
            plain = plain_row(row)
            at: datetime | None = plain["created_at"].to_pydatetime() if plain else None
            stance = (_("for") if plain["stance"] == "for" else _("against")) if plain else ""
            said = (stance, at, reading.form.person(plain), reading.form.cell(plain)) if plain else ("", None, "", "")
            made.append((*head, *said) if is_client else (*head, *said, *notes, plain.get("message_id", "")))
    return Table("evidence", _("Insights and evidence"), columns + own, tuple(made))
