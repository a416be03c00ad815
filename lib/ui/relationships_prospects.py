"""Prospects: who speaks of us and is not of us yet, why, how to begin; and what became of those before."""

from typing import Any

import streamlit as st

from lib import words
from lib.look import channel_name
from lib.relationships import queries
from lib.relationships.conversion import MET, Conversion, conversions, of_approached
from lib.relationships.kept import PROSPECTS
from lib.relationships.persons import approach, approaches, take_back_approach
from lib.relationships.reasons import in_sentence, prospect_opening, prospect_reason
from lib.relationships.thresholds import Thresholds
from lib.ui import address, session
from lib.ui.acts import do
from lib.ui.ask import ask, worked_out
from lib.ui.filters import Filter
from lib.ui.labels import taxonomy_in_force
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.relationships import first_of_page, names_of, show_pages, show_person_card
from lib.ui.rows import author, quote
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent

_PER_PAGE = 6
_APPROACHED = 5


def show_prospects(chosen: Filter, thresholds: Thresholds) -> None:
    """The likeliest first at the left; at the right what came of the last ones."""
    outside = address.field("which") == "outside"
    rows = worked_out(
        PROSPECTS,
        **chosen.where,
        outside=outside,
        least=thresholds.least,
        first=first_of_page(_PER_PAGE),
        count=_PER_PAGE,
    )
    left, right = st.columns([8, 4], gap="medium")
    with left, panel("prospects"):
        _show_title(rows, outside)
        if rows.empty:
            show_empty(
                _("Nobody new speaks of us"),
                _(
                    "Everybody who spoke in the last 180 days is a member or has our answer. Import what is said of "
                    "you elsewhere: mentions on X, Bluesky or Mastodon, reviews."
                ),
            )
        known = approaches(session.records())
        spoken = dict(zip(known.author_id, known.made_at, strict=True))
        for row in records(rows):
            _show_prospect(row, spoken)
        if len(rows):
            show_pages(int(rows.total.iloc[0]), _PER_PAGE)
    with right, panel("conversion"):
        _show_conversion(chosen)
        _show_approached(chosen, known.to_dict("records"))


def _show_title(rows: Any, outside: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        count = int(rows.total.iloc[0]) if len(rows) else 0
        show_title(
            ngettext("{count} person could become one of us", "{count} people could become one of us", count),
            _("spoke once or twice in 180 days, unanswered by us; by topic × tie × recency, each 0 to 1"),
        )
        st.space("stretch")
        if st.session_state.get("prospects.outside") != outside:
            st.session_state["prospects.outside"] = outside
        st.toggle(
            _("Outside our posts only"),
            key="prospects.outside",
            on_change=address.writes(
                "which", "prospects.outside", lambda on: "outside" if on else "", clears=("page",)
            ),
        )


def _show_prospect(row: dict[str, Any], spoken: dict[str, Any]) -> None:
    aspect = taxonomy_in_force().by_id.get(str(row["topic"]))
    label = in_sentence(aspect.name(words.language())) if aspect else ""
    score = _(
        "topic {topic} × tie {tie} × recency {recency}",
        topic=number(float(row["topic_score"]), 2),
        tie=number(float(row["tie_score"]), 2),
        recency=number(float(row["recency_score"]), 2),
    )
    with st.container(horizontal=True, key=f"prospect-row-{row['place']}", gap="small", vertical_alignment="center"):
        show_person_card(
            row,
            f"prospect-{row['place']}",
            tag(
                "div",
                tag("b", number(100 * float(row["score"])), title=score),
                f" · {channel_name(str(row['channel']))} · ",
                author(row),
                classes="meta",
            ),
            quote(row["text"]),
            tag("div", prospect_reason(row, label), classes="reasons"),
            tag("div", prospect_opening(row, label), classes="standing"),
        )
        author_id = str(row["author_id"])
        if author_id in spoken:
            st.button(
                _("Spoken to"),
                key=f"prospect.back.{row['place']}",
                icon=":material/check:",
                help=_("Spoken to on {day}: a click takes it back", day=words.short_day(spoken[author_id])),
                on_click=do,
                args=(take_back_approach, session.records(), session.actor(), author_id),
            )
        else:
            given = (author_id, str(row["channel"]), str(row["message_id"]))
            st.button(
                _("We spoke to them"),
                key=f"prospect.spoken.{row['place']}",
                on_click=do,
                args=(approach, session.records(), session.actor(), *given),
                kwargs={"done": _("Written down: what becomes of it stands at the right.")},
            )


def _show_conversion(chosen: Filter) -> None:
    found = conversions(ask(queries.second_contributions, **chosen.where))
    show_title(
        _("Who came back after the first time"),
        _("a second contribution within 60 days, by who met the first within a week; 95 % interval"),
    )
    head = (_("First met by"), _("People"), _("Came back"))
    show(
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", said) for said in head))),
            tag("tbody", *(_conversion_row(row) for row in found)),
            classes="rows numbers",
        )
    )


def _conversion_row(row: Conversion) -> Element:
    return tag("tr", tag("td", _(MET[row.met_by])), tag("td", number(row.people)), tag("td", _share_said(row)))


def _share_said(row: Conversion) -> str:
    if not row.is_enough:
        return _("{count} of {all}: too few to say", count=number(row.returned), all=number(row.people))
    return _("{share} ({low} to {high})", share=percent(row.share), low=percent(row.low), high=percent(row.high))


def _show_approached(chosen: Filter, known: list[dict[str, Any]]) -> None:
    if not known:
        show(
            tag(
                "p",
                _("Nobody was spoken to yet: mark it beside a person, and see here whether they come back."),
                classes="hint",
            )
        )
        return
    asked = {"author_ids": [str(r["author_id"]) for r in known], "moments": [r["made_at"] for r in known]}
    seen = ask(queries.seen_since, **asked)
    total = of_approached(seen)
    show(tag("h3", ngettext("{count} person we spoke to", "{count} people we spoke to", total.people)))
    show(tag("p", _("Said more since: {share}", share=_share_said(total)), classes="note"))
    names = names_of(asked["author_ids"][:_APPROACHED])
    for row in records(seen.head(_APPROACHED)):
        said = (
            _("heard again on {day}", day=words.short_day(row["last_at"])) if row["is_back"] else _("not heard since")
        )
        show_person_card(
            row,
            f"approached-{row['place']}",
            tag("div", tag("b", names.get(row["author_id"], _("somebody"))), classes="meta"),
            tag("div", said, classes="reasons"),
        )
