"""The challenge: three questions before an insight is shared; the ledger of what nobody asked; what repeats itself."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.critiques import queries
from lib.critiques.challenges import LABELS, Answers, alone_from, blind_sample, challenge
from lib.critiques.evidence import Key
from lib.critiques.insights import Insight
from lib.critiques.radar import Repeated, repeated_claims, repeated_posts
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.ask import ask
from lib.ui.critiques_data import Board
from lib.ui.critiques_words import Row, show_words, words_of
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import CRITIQUES
from lib.ui.tables import records
from lib.words import N_, _, ngettext, number

_LABELS = {
    "for": N_("speaks for it"),
    "against": N_("speaks against it"),
    "neither": N_("neither"),
}
_SHOWN = 6


def show_challenge(chosen: Filter, insight: Insight, found: Board) -> None:
    """The form: for somebody else at once, for the author alone a day later and blind."""
    show_title(_("Challenge it"), _("Somebody who did not write it asks what is wrong with it"))
    alone = session.actor().person == insight.author
    since = alone_from(insight)
    if alone and since and datetime.now(UTC) < since:
        wait = words.span((since - datetime.now(UTC)).total_seconds())
        said = _("You wrote it: ask somebody else, or do it yourself in {span}, with the labels hidden.", span=wait)
        show(tag("p", said, classes="question"))
        return
    sample: list[Key] = []
    with st.form(f"challenge-{insight.insight_id}", border=False):
        if alone:
            sample = _show_blind(chosen, insight)
        st.checkbox(_("The evidence is enough"), key="challenge.enough")
        st.text_area(_("What contradicts it?"), key="challenge.contradicts", height=68)
        st.text_area(_("What else could explain it?"), key="challenge.explains", height=68)
        st.form_submit_button(_("Write the challenge down"), type="primary", on_click=_submit, args=(insight, sample))


def _show_blind(chosen: Filter, insight: Insight) -> list[Key]:
    """Its messages among others, without their labels."""
    others = ask(queries.fresh_critiques, count=30)
    spare = [(str(c), str(m)) for c, m in zip(others.channel, others.message_id, strict=True)]
    sample = blind_sample(session.records(), insight.insight_id, spare)
    texts = ask(queries.evidence_messages, channels=[c for c, _id in sample], ids=[i for _channel, i in sample])
    by_key = {(row["channel"], row["message_id"]): row for row in records(texts)}
    shown = [key for key in sample if key in by_key]
    show(tag("p", _("What is each of these to the claim? Nothing shows what you said before."), classes="note"))
    for place, key in enumerate(shown):
        show(tag("div", words_of(by_key[key]), classes="card"))
        st.segmented_control(
            _("To the claim it"),
            list(LABELS),
            format_func=lambda code: _(_LABELS[code]),
            default="neither",
            key=f"challenge.label.{place}",
            label_visibility="collapsed",
        )
    return shown


def _submit(insight: Insight, sample: list[Key]) -> None:
    state = st.session_state
    answers = Answers(
        bool(state.get("challenge.enough")),
        str(state.get("challenge.contradicts") or ""),
        str(state.get("challenge.explains") or ""),
    )
    second = {key: str(state.get(f"challenge.label.{place}") or "neither") for place, key in enumerate(sample)}
    done = _("Challenged.") if answers.is_enough else _("Written down: the evidence is not enough yet.")
    attempt(
        challenge,
        session.records(),
        session.actor(),
        insight.insight_id,
        insight.version,
        answers,
        second or None,
        done=done,
    )


def show_ledger(chosen: Filter, found: Board) -> None:
    """What was never challenged, what was, and what repeats itself."""
    left, right = st.columns(2, gap="small")
    with left:
        with panel("ledger", fills=False):
            _show_never(found)
        with panel("challenged", fills=False):
            _show_made(found, chosen.archive.time_zone)
    with right:
        with panel("claims", fills=False):
            _show_claims(found)
        with panel("posts", fills=False):
            _show_posts(chosen)


def _show_never(found: Board) -> None:
    never = found.never_challenged
    show_title(
        ngettext("{count} insight was never challenged", "{count} insights were never challenged", len(never)),
        _("The longest first; open one to challenge it"),
    )
    for insight, seconds in never:
        with st.container(key=f"card-never-{insight.insight_id}", gap=None):
            said = _("for {span}, by {person}", span=words.span(seconds), person=insight.author)
            show(tag("div", tag("p", insight.claim, classes="claim"), tag("p", said, classes="note"), classes="card"))
            fields = address.link(view="insights", insight=insight.insight_id)
            st.page_link(CRITIQUES.file, label=_("Open the insight"), query_params=fields)
    if not never:
        show(tag("p", _("Every insight was questioned by somebody."), classes="note"))


def _show_made(found: Board, zone: str) -> None:
    show_title(_("Challenges"), _("Is it enough, what contradicts it, what else could explain it"))
    for row in records(found.challenges.head(_SHOWN)):
        insight = found.named(str(row["insight_id"]))
        if insight is None:
            continue
        verdict = _("enough") if row["is_enough"] else _("not enough")
        said = [f"{row['person']}, {words.moment(row['made_at'], zone)}: {verdict}"]
        if row["is_alone"]:
            said.append(_agreement(row))
        show(
            tag(
                "div",
                tag("p", insight.claim, classes="claim"),
                tag("p", " · ".join(said), classes="note"),
                tag("p", row["contradicts"]),
                tag("p", row["explains"]),
                classes="card",
            )
        )
    if found.challenges.empty:
        show(tag("p", _("Nobody has challenged anything yet."), classes="note"))


def _agreement(row: Row) -> str:
    kappa = row["kappa"]
    if kappa is None or kappa != kappa:
        return _("alone, a second look at {count} messages; κ is not defined", count=number(int(row["labelled"])))
    return _(
        "alone, κ {kappa} over {count} messages (1: as before, 0: as by chance)",
        kappa=number(float(kappa), 2),
        count=number(int(row["labelled"])),
    )


def _show_claims(found: Board) -> None:
    groups = repeated_claims(found.insights)
    show_title(_("Claims that say the same again"), _("By the likeness of their words"))
    for group in groups[:_SHOWN]:
        show(tag("div", *(tag("p", insight.claim) for insight in group), classes="card"))
    if not groups:
        show(tag("p", _("No claim repeats another."), classes="note"))


def _show_posts(chosen: Filter) -> None:
    """Posts of ours that say the same again, with the response each had."""
    posts = ask(queries.own_posts, until=chosen.days.until)
    repeated = repeated_posts(posts)
    rows = records(posts)
    show_title(_("Posts of ours that say the same again"), _("Response: reactions, shares and answers"))
    for group in sorted(repeated, key=lambda one: not one.is_falling)[:_SHOWN]:
        _show_repeated(group, rows, chosen.archive.time_zone)
    if not repeated:
        show(tag("p", _("None of our posts repeats another."), classes="note"))


def _show_repeated(group: Repeated, rows: list[dict[str, object]], zone: str) -> None:
    last = rows[group.places[-1]]
    said = ngettext("said {count} time", "said {count} times", len(group.places))
    course = _("response from {first} to {last}", first=number(group.first_response), last=number(group.last_response))
    note = f"{said}, {channel_name(str(last['channel']))}, {course}"
    show_words({**last, "is_brand": True}, zone, f"post-{group.places[0]}", note, short=True)
    if group.is_falling:
        show(tag("p", _("People answer less each time."), classes="hint"))
