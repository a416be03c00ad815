"""The editor of the taxonomy: what an aspect is called, the words that show it, and how many messages they find."""

import re
from dataclasses import replace

import streamlit as st

from lib import words
from lib.errors import WorkspaceError
from lib.signals import queries
from lib.signals.hits import Hits, hits_of
from lib.signals.patterns import ANY, STEMMERS, BadPattern
from lib.signals.taxonomy import Aspect, BadTaxonomy, Taxonomy, aspect_with, keep_own, shipped_taxonomy
from lib.signals.tokens import Tokens, tokens_of
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.filters import language_name
from lib.ui.given_back import kept_by_version
from lib.ui.labels import taxonomy_in_force
from lib.ui.markup import markdown_text, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.signals import hear_anew
from lib.words import _, ngettext

_READ = 5_000
_SHOWN = 12


def show_editor() -> None:
    """The aspects with their messages, and the one that is edited beside them."""
    taxonomy = taxonomy_in_force()
    chosen = address.field("aspect")
    if chosen not in taxonomy.by_id:
        chosen = next(iter(taxonomy.by_id), "")
    left, right = st.columns([4, 8], gap="medium")
    with left, panel("aspects"):
        _show_aspects(taxonomy, chosen)
    if chosen:
        with right, panel("aspect"):
            _show_aspect(taxonomy, taxonomy.by_id[chosen])


def _show_aspects(taxonomy: Taxonomy, chosen: str) -> None:
    counts = {row.aspect: int(row.messages) for row in ask(queries.aspect_counts).itertuples()}
    show_title(_("Aspects"), _("Messages of the archive that are about them"))
    names = {a.aspect_id: a.name(words.language()) for a in taxonomy.aspects}
    key = "signals.aspect"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.radio(
        _("Aspect"),
        sorted(names, key=lambda name: (-counts.get(name, 0), names[name])),
        format_func=lambda name: f"{markdown_text(names[name])} · {words.number(counts.get(name, 0))}",
        key=key,
        label_visibility="collapsed",
        on_change=address.writes("aspect", key, str),
    )
    with st.popover(_("New aspect"), key="new-aspect"):
        with st.form("signals.new", border=False):
            name = st.text_input(_("Its name"), key="signals.new.name", max_chars=60)
            first = st.text_area(_("Words that show it, one a line"), key="signals.new.words", max_chars=2000)
            if st.form_submit_button(_("Add it"), type="primary"):
                _add(taxonomy, name, first)


def _show_aspect(taxonomy: Taxonomy, aspect: Aspect) -> None:
    language = words.language()
    show_title(
        aspect.name(language),
        _(
            "consegna: all its forms; =booking: only so; ritard*: all that begins so; two points leave room for words, "
            "three for as many as a title has"
        ),
    )
    key = f"signals.edit.{aspect.aspect_id}"
    name = st.text_input(_("Its name"), aspect.name(language), key=f"{key}.name.{language}", max_chars=60)
    spoken = st.segmented_control(
        _("Language of the words"),
        [*STEMMERS, ANY],
        default=language if language in STEMMERS else "en",
        format_func=lambda code: _("any") if code == ANY else language_name(code),
        key=f"{key}.language",
        required=True,
    )
    written = st.text_area(
        _("Words that show it, one a line"),
        "\n".join(aspect.patterns.get(spoken, ())),
        key=f"{key}.{spoken}",
        height=200,
        max_chars=20_000,
    )
    edited = _edited(aspect, spoken, written, name)
    if edited is None:
        return
    _show_hits(edited, spoken)
    with st.container(horizontal=True, key="taxonomy-acts"):
        if st.button(_("Keep it, and listen anew"), type="primary", disabled=edited == aspect, key=f"{key}.keep"):
            _keep(taxonomy.with_aspect(edited))
        shipped = shipped_taxonomy().by_id.get(aspect.aspect_id)
        if shipped not in (None, aspect) and st.button(_("Back to the shipped words"), key=f"{key}.shipped"):
            _keep(taxonomy.with_aspect(shipped) if shipped else taxonomy)
        with st.popover(_("Remove"), type="tertiary", key="remove-aspect"):
            show(tag("p", _("Messages lose this aspect; adding it again brings it back."), classes="note"))
            if st.button(_("Remove this aspect"), key=f"{key}.remove"):
                _keep(taxonomy.without(aspect.aspect_id))


def _edited(aspect: Aspect, spoken: str, written: str, name: str) -> Aspect | None:
    patterns = {code: "\n".join(found) for code, found in aspect.patterns.items()} | {spoken: written}
    names = {**aspect.names, words.language(): name.strip() or aspect.name(words.language())}
    if names[words.language()] == aspect.name(words.language()):
        names = dict(aspect.names)
    try:
        return aspect_with(aspect, patterns, names)
    except BadPattern as error:
        show(tag("p", str(error), classes="note burning", role="alert"))
        return None


def _show_hits(aspect: Aspect, spoken: str) -> None:
    read = spoken if spoken != ANY else words.language()
    found = hits_of(
        _newest(str(session.in_force().path), session.in_force().version, read), read, aspect.patterns.get(spoken, ())
    )
    said = ngettext(
        "Finds {found} of the newest {count} message in {language}.",
        "Finds {found} of the newest {count} messages in {language}.",
        found.read,
        found=words.number(found.found),
        language=language_name(read),
    )
    show(tag("p", said))
    show(tag("p", _by_pattern(found), classes="note"))
    if found.never:
        some = ", ".join(found.never[:_SHOWN]) + (" …" if len(found.never) > _SHOWN else "")
        show(tag("p", _("Find nothing here: {words}", words=some), classes="note"))


def _by_pattern(found: Hits) -> str:
    return " · ".join(f"{pattern} {words.number(count)}" for pattern, count in found.by_pattern[:_SHOWN] if count)


@kept_by_version(max_entries=8)
def _newest(path: str, version: int, language: str) -> list[Tokens]:
    return [tokens_of(text) for text in ask(queries.newest_texts, language=language, count=_READ).text]


def _add(taxonomy: Taxonomy, name: str, first: str) -> None:
    aspect_id = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not aspect_id or not first.strip():
        show(tag("p", _("Give a name with letters, and at least one word."), classes="note burning", role="alert"))
        return
    if aspect_id in taxonomy.by_id:
        show(tag("p", _("There is an aspect of this name already."), classes="note burning", role="alert"))
        return
    language = words.language()
    try:
        made = aspect_with(Aspect(aspect_id, {}, {}), {language: first}, {"en": name.strip(), language: name.strip()})
    except BadPattern as error:
        show(tag("p", str(error), classes="note burning", role="alert"))
        return
    address.write({"aspect": aspect_id})
    _keep(taxonomy.with_aspect(replace(made, weight=1.2)))


def _keep(taxonomy: Taxonomy) -> None:
    workspace = session.published_workspace()
    try:
        keep_own(workspace, taxonomy)
        hear_anew(workspace)
    except (BadTaxonomy, WorkspaceError) as error:
        show(tag("p", str(error), classes="note burning", role="alert"))
        return
    st.toast(_("Kept, and heard anew."), icon=":material/hearing:")
    st.rerun()
