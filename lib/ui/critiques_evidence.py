"""The words an insight rests on, and what speaks against it: linked by us, or found by looking for it."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.critiques import queries
from lib.critiques.board import ENOUGH
from lib.critiques.counters import DISAGREEING, PRAISING
from lib.critiques.evidence import link_evidence, unlink_evidence
from lib.critiques.insights import Insight
from lib.critiques.overview import weighted
from lib.look import channel_name
from lib.ui import session
from lib.ui.acts import do
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import Board
from lib.ui.critiques_words import show_words
from lib.ui.filters import Filter, language_name
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.tables import records
from lib.words import _, ngettext, percent

_SHOWN = 12


def show_evidence(chosen: Filter, insight: Insight, found: Board) -> None:
    rows = found.evidence[found.evidence.insight_id == insight.insight_id].merge(
        found.messages, on=["channel", "message_id"]
    )
    for_ = weighted(rows[rows.stance == "for"])
    people = found.cards[insight.insight_id].size.authors
    show_title(
        _("What people said"),
        ngettext("{count} message", "{count} messages", len(for_))
        + ", "
        + ngettext(
            "{count} person; one message of each comes first", "{count} people; one message of each comes first", people
        ),
    )
    if for_.empty:
        show(tag("p", _("No message is linked to it. Link some from the inbox or from a theme."), classes="note"))
    for row in records(for_.head(_SHOWN)):
        with st.container(key=f"linked-{row['place']}", gap=None):
            show_words(row, chosen.archive.time_zone, f"for-{row['place']}")
            _unlink(insight, row)
    if len(for_) > _SHOWN:
        show(tag("p", _("The {count} strongest are shown; the export holds all.", count=_SHOWN), classes="note"))


def _unlink(insight: Insight, row: dict[str, Any]) -> None:
    st.button(
        _("Take away"),
        key=f"card.unlink.{row['stance']}.{row['place']}",
        type="tertiary",
        on_click=do,
        args=(
            unlink_evidence,
            session.records(),
            session.actor(),
            insight.insight_id,
            [(row["channel"], row["message_id"])],
        ),
        kwargs={"done": _("Taken away.")},
    )


def show_against(chosen: Filter, insight: Insight, found: Board) -> None:
    """What speaks against it: linked by a person, or found: praise of the same, people who disagree, silent groups."""
    show_title(_("What speaks against it"), _("Linked by us, and found by looking for it"))
    linked = found.evidence[found.evidence.insight_id == insight.insight_id]
    rows = linked.merge(found.messages, on=["channel", "message_id"])
    for row in records(weighted(rows[rows.stance == "against"]).head(_SHOWN)):
        show_words(row, chosen.archive.time_zone, f"against-{row['place']}", _("linked"))
        _unlink(insight, row)
    keys = {"channels": list(linked.channel), "ids": list(linked.message_id)}
    disagree = worked_out(DISAGREEING, **keys, count=4)
    praise = worked_out(PRAISING, aspect=insight.aspect, count=4)
    known = set(linked.message_id)
    for name, frame_, said in (
        ("disagree", disagree, _("disagrees in the same thread")),
        ("praise", praise, _("praises the same")),
    ):
        for row in records(frame_):
            if row["message_id"] in known:
                continue
            show_words(row, chosen.archive.time_zone, f"{name}-{row['place']}", said)
            st.button(
                _("Link as counter-evidence"),
                key=f"card.{name}.{row['place']}",
                type="tertiary",
                on_click=do,
                args=(
                    link_evidence,
                    session.records(),
                    session.actor(),
                    insight.insight_id,
                    [(row["channel"], row["message_id"])],
                    "against",
                ),
                kwargs={"done": _("Linked.")},
            )
    if len(praise):
        first = praise.iloc[0]
        people = ngettext(
            "{count} person praises the same aspect", "{count} people praise the same aspect", int(first.authors)
        )
        show(tag("p", people, classes="note"))
    _show_silent(rows[rows.stance == "for"])
    if disagree.empty and praise.empty:
        show(
            tag(
                "p",
                _("Nobody was found who praises the same or disagrees. That is no proof that nobody does."),
                classes="hint",
            )
        )


def _show_silent(said: pd.DataFrame) -> None:
    """Groups in which nobody of many said it."""
    groups = ask(queries.groups_of_authors, author_ids=sorted(set(said.author_id.dropna())))
    silent = groups[(groups.critics == 0) & (groups.authors >= ENOUGH)]
    for row in records(silent.head(4)):
        name = channel_name(row["name"]) if row["kind"] == "channel" else language_name(row["name"])
        said = ngettext("{count} person", "{count} people", int(row["authors"]))
        show(
            tag(
                "p",
                _("Nobody says it in {group}, of {people} who wrote there.", group=name, people=said),
                classes="note",
            )
        )
    loud = (
        groups[groups.critics > 0].assign(share=lambda g: g.critics / g.authors).sort_values("share", ascending=False)
    )
    for row in records(loud.head(1)):
        name = channel_name(row["name"]) if row["kind"] == "channel" else language_name(row["name"])
        show(
            tag(
                "p",
                _("Loudest in {group}: {share} of those who wrote there.", group=name, share=percent(row["share"], 1)),
                classes="note",
            )
        )
