"""What came of critiques: the funnel, the insights as they stand with the effect of what was done, and the asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from lib.critiques import queries
from lib.critiques.board import Funnel, size_said
from lib.critiques.effect import effect_of
from lib.critiques.effect_words import effect_sentences, effect_title
from lib.critiques.evidence import evidence
from lib.critiques.evidence_texts import messages_of
from lib.critiques.feedback import feedback
from lib.critiques.inbox import marks
from lib.critiques.insights import STATES, Insight, insights
from lib.critiques.moves import DECISION_NAMES, STATE_NAMES
from lib.critiques.overview import Card, Telling, cards, funnel_of, tellings, weighted
from lib.critiques.themed_queries import CRITIQUES_AMONG
from lib.critiques.told import told
from lib.look import LIGHT
from lib.reports.criticised import source
from lib.reports.document import Chart, Column, Figure, Quote, Section, Series, Table
from lib.reports.reading import Reading, plain_row
from lib.words import _, ngettext, number, percent, short_day

_WORDS = 260


@dataclass(frozen=True)
class Board:
    """The insights of the brief, what they rest on, and the funnel of the period."""

    insights: list[Insight]
    cards: dict[str, Card]
    evidence: pd.DataFrame
    messages: pd.DataFrame
    funnel: Funnel


def board(reading: Reading) -> Board:
    """The board as it stands; the client sees an insight once it is framed, with somebody's words behind it."""
    standing, linked = insights(reading.records), evidence(reading.records)
    linked = linked[linked.insight_id.isin({insight.insight_id for insight in standing})]
    messages = messages_of(reading.workspace, reading.model, list(linked.channel), list(linked.message_id))
    people = int(reading.ask(queries.people_counted).iloc[0].people)
    in_person = feedback(reading.records)
    found = cards(standing, linked, messages, in_person, people)
    telling = tellings(standing, linked, messages, told(reading.records), in_person)
    shown = [one for one in standing if one.state != "heard"] if reading.form.is_client else standing
    ordered = sorted(shown, key=lambda one: (not moved(reading, one), -found[one.insight_id].size.authors, one.claim))
    telling = [one for one in telling if one.insight in shown]
    return Board(ordered, found, linked, messages, _funnel(reading, shown, linked, telling))


def moved(reading: Reading, insight: Insight) -> bool:
    """Whether it came into a state within the period; where that ends with the archive, decisions until now count."""
    zone = ZoneInfo(reading.zone)
    reached = [at.astimezone(zone).date() for state in STATES if (at := insight.reached(state)) is not None]
    until = reading.days.until if reading.days.until < reading.last_day else max(reached, default=reading.last_day)
    return any(reading.days.since <= at <= until for at in reached)


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


def _funnel(reading: Reading, standing: Sequence[Insight], linked: pd.DataFrame, telling: Sequence[Telling]) -> Funnel:
    heard = int(reading.critiques_heard["critiques"])
    chosen = linked[linked.stance == "for"]
    read = pd.concat([marks(reading.records)[["channel", "message_id"]], chosen[["channel", "message_id"]]])
    return funnel_of(heard, _among(reading, read), _among(reading, chosen), standing, telling)


def _among(reading: Reading, keys: pd.DataFrame) -> int:
    if keys.empty:
        return 0
    given = {"keys_channels": list(keys.channel), "keys_ids": list(keys.message_id), **reading.params}
    return int(CRITIQUES_AMONG.of(reading.workspace, reading.model, **given).to_pylist()[0]["critiques"])


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
