"""The labels of a message: what the ear heard, the words that made it on hover, and one click to correct any of them.

A correction is kept at once and published, so that every page counts it from the next look on.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.errors import WorkspaceError
from lib.imports.corrections import NO_FORMALITY, BadCorrection, Message, correct, withdraw
from lib.schema import FORMALITIES, INTENTS, SENTIMENTS
from lib.signals.patterns import STEMMERS
from lib.signals.taxonomy import Taxonomy, taxonomy_of
from lib.ui import session
from lib.ui.filters import language_name
from lib.ui.labels_words import FORMS, HEATS, INTENT_NAMES, MOODS, heat_step, labels_said, why_said
from lib.ui.markup import markdown_text, show, tag
from lib.words import _

Row = Mapping[str, Any]


def show_labels(row: Row, key: str) -> None:
    """The labels of a message of the community as one line; a click opens what corrects them."""
    _show(dict(row), key)


def taxonomy_in_force() -> Taxonomy:
    """The taxonomy of the workspace in force."""
    return taxonomy_of(session.published_workspace())


@st.fragment
def _show(row: dict[str, Any], key: str) -> None:
    taxonomy = taxonomy_in_force()
    said = labels_said(row, taxonomy)
    with st.container(key=f"labels-{key}", gap=None):
        opened = st.popover(
            markdown_text(said),
            type="tertiary",
            help=markdown_text(why_said(row, taxonomy)).replace(" ⏎ ", "\n\n"),
            key=f"said.{key}.{row['channel']}.{row['message_id']}",
            on_change="rerun",
        )
        if opened.open:
            with opened, st.container(key="choices", gap="small"):
                _show_choices(row, taxonomy, f"label.{key}.{row['channel']}.{row['message_id']}")


def _show_choices(row: dict[str, Any], taxonomy: Taxonomy, key: str) -> None:
    show(tag("p", _("What should it say? A click is kept, and stays."), classes="note"))
    changed: dict[str, object] = {}
    sentiment = row["sentiment"] if isinstance(row["sentiment"], str) else None
    mood = st.segmented_control(
        _("Mood"), SENTIMENTS, default=sentiment, format_func=lambda name: _(MOODS[name]), key=f"{key}.sentiment"
    )
    if mood and mood != sentiment:
        changed["sentiment"] = mood
    intents = [name for name in _list(row["intent"]) if name in INTENTS]
    meant = st.pills(
        _("What it does"),
        INTENTS,
        default=intents,
        selection_mode="multi",
        format_func=lambda name: _(INTENT_NAMES[name]),
        key=f"{key}.intent",
    )
    if set(meant) != set(intents):
        added = set(meant) - set(intents)
        changed["intent"] = ["other"] if added == {"other"} else list(meant)
    changed |= _changed_aspects(row, taxonomy, key)
    changed |= _changed_tone(row, key)
    if changed:
        _keep(row, changed)
    if row.get("is_corrected") and st.button(
        _("Give the labels back to the ear"), key=f"{key}.back", type="tertiary", icon=":material/undo:"
    ):
        _give_back(row)


def _changed_aspects(row: dict[str, Any], taxonomy: Taxonomy, key: str) -> dict[str, object]:
    aspects = [name for name in _list(row["aspects"]) if name in taxonomy.by_id]
    about = st.multiselect(
        _("What it is about"),
        list(taxonomy.by_id),
        default=aspects,
        format_func=lambda name: taxonomy.by_id[name].name(words.language()),
        placeholder=_("Nothing of the taxonomy"),
        key=f"{key}.aspects",
    )
    return {"aspects": list(about)} if set(about) != set(aspects) else {}


def _changed_tone(row: dict[str, Any], key: str) -> dict[str, object]:
    changed: dict[str, object] = {}
    step = None if pd.isna(row["heat"]) else heat_step(float(row["heat"]))
    heat = st.segmented_control(
        _("Heat"), list(HEATS), default=step, format_func=lambda name: _(HEATS[name][1]), key=f"{key}.heat"
    )
    if heat and heat != step:
        changed["heat"] = HEATS[heat][0]
    form = row["formality"] if isinstance(row["formality"], str) else NO_FORMALITY
    forms = [NO_FORMALITY, *(FORMALITIES[:3] if row["language"] == "it" else FORMALITIES[3:])]
    if form not in forms:
        forms.append(form)
    languages = list(dict.fromkeys([*STEMMERS, *([row["language"]] if isinstance(row["language"], str) else [])]))
    left, right = st.columns(2)
    with left:
        address = st.selectbox(
            _("Form of address"),
            forms,
            index=forms.index(form),
            format_func=lambda name: _(FORMS[name]),
            key=f"{key}.formality",
        )
    with right:
        spoken = st.selectbox(
            _("Language"),
            languages,
            index=languages.index(row["language"]) if row["language"] in languages else None,
            format_func=language_name,
            placeholder=_("not recognised"),
            key=f"{key}.language",
        )
    if address != form:
        changed["formality"] = address
    if spoken and spoken != row["language"]:
        changed["language"] = spoken
    return changed


def _keep(row: Row, changed: dict[str, object]) -> None:
    try:
        version = correct(session.published_workspace(), session.records(), session.actor(), _message(row), changed)
    except (BadCorrection, WorkspaceError) as error:
        show(tag("p", str(error), classes="note burning", role="alert"))
        return
    _tell(version, _("Kept. It stays, whatever is imported."))


def _give_back(row: Row) -> None:
    version = withdraw(session.published_workspace(), session.records(), session.actor(), _message(row))
    _tell(version, _("The ear's labels are back."))


def _tell(version: int | None, sentence: str) -> None:
    if version is None:
        sentence = _("Kept. It is shown when the import under way has finished.")
    st.toast(sentence, icon=":material/hearing:")
    st.rerun()


def _message(row: Row) -> Message:
    return Message(str(row["channel"]), str(row["message_id"]))


def _list(value: Any) -> list[str]:
    return [str(name) for name in value] if value is not None and not isinstance(value, float | str) else []
