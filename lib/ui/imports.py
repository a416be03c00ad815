"""Pieces of Imports: where the page stands, the files to give, and what is decided for all of them."""

from dataclasses import dataclass

import streamlit as st

from lib import words
from lib.errors import EarshotError
from lib.imports import jobs
from lib.imports.history import Past, past_imports
from lib.imports.intake import size_of
from lib.imports.jobs import Job
from lib.ingest.sources import SOURCES
from lib.look import channel_name
from lib.settings import EXPORTS, OWN_WORKSPACE, ROOT, Settings
from lib.storage.workspace import Workspace
from lib.ui import address, imports_draft, session
from lib.ui.filters import language_name
from lib.ui.imports_account import opened_past
from lib.ui.imports_draft import Given
from lib.ui.imports_files import byte_size
from lib.ui.imports_words import said_problem, said_title
from lib.ui.markup import markdown_text, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.states import show_empty
from lib.words import _, ngettext

_LANGUAGES = ("it", "en", "fr", "de", "es", "pt", "nl")
_USUAL = ("it", "en")


@dataclass(frozen=True)
class Situation:
    """Where the page stands: the demo, an import under way, the account of one that is done, or a draft."""

    is_demo: bool
    zone: str
    past: list[Past]
    running: Job | None
    mine: Job | None
    opened: Past | None


def situation() -> Situation:
    """Look where the page stands; an import that this session started and that is done opens its account."""
    found = session.in_force().workspace
    if found is None:
        return Situation(False, "UTC", [], None, None, None)
    running = jobs.under_way(found)
    intake = imports_draft.intake()
    mine = Job(intake) if intake and (intake.folder / jobs.JOB).exists() else None
    end = mine.end if mine else None
    if end is not None and end.import_id:
        imports_draft.clear()
        address.write({"import": end.import_id})
        st.rerun()
    past = past_imports(session.records())
    return Situation(found.preferences.is_demo, found.preferences.time_zone, past, running, mine, opened_past(past))


def opening(found: Situation) -> str:
    """What the page shows now, in words."""
    if found.running is not None:
        return _("An import is under way.")
    if found.is_demo:
        return _("This is the demo: your own exports go into a workspace of their own.")
    if found.opened is not None:
        return _("The import of {moment}.", moment=words.moment(found.opened.started_at, found.zone))
    if not found.past:
        return _("Nothing has come in yet: give the exports of your platforms here.")
    rows = sum(past.total.imported for past in found.past)
    said = ngettext("{count} message came in", "{count} messages came in", rows)
    times = ngettext("with {count} import", "with {count} imports", len(found.past))
    return _(
        "{said} {times}, the last on {moment}.",
        said=said,
        times=times,
        moment=words.moment(found.past[0].started_at, found.zone),
    )


def show_demo_refusal() -> None:
    """The demo takes no exports: offer a workspace of one's own."""
    show_empty(
        _("The demo stays as it is"),
        _("These people are invented, and real messages are never mixed with them. Start a workspace of your own."),
    )
    if Settings.from_environment().workspace:
        show(
            tag(
                "p",
                _("Earshot was started with this folder only: start it with another one (EARSHOT_WORKSPACE)."),
                classes="empty",
            )
        )
        return
    with st.container(horizontal=True, horizontal_alignment="center", key="own"):
        if st.button(_("Start my own workspace"), type="primary"):
            Workspace.opened_or_created(OWN_WORKSPACE)
            session.choose_workspace(OWN_WORKSPACE)
            address.write(dict.fromkeys(address.FILTERS, ""))
            st.rerun()


def show_upload() -> None:
    """Where files are dropped; each is written to disk at once, so that memory holds it no longer than that."""
    draft = imports_draft.draft()
    with panel("upload", fills=False):
        key = f"imports.upload.{draft.uploads}"
        files = st.file_uploader(
            _("Drop exports here, or choose them: files and zips, one or many"),
            accept_multiple_files=True,
            key=key,
        )
        if files:
            intake = imports_draft.intake(to_write=True)
            assert intake is not None
            with st.spinner(_("Keeping {count} files…", count=words.number(len(files)))):
                for file in files:
                    intake.keep(file.name, file)
            draft.uploads += 1
            address.write({"import": ""})
            st.rerun()
        _show_what_can_be_given(folded=bool(imports_draft.draft().intake_id))


def _show_what_can_be_given(*, folded: bool) -> None:
    with st.expander(_("What can be given"), expanded=not folded, key=f"imports.what.{folded}"):
        items = [tag("li", said_title(source.name, source.title)) for source in SOURCES]
        show(
            tag(
                "div",
                tag("p", _("Each file is known by what it holds, whatever its name. A zip may stay a zip.")),
                tag("ul", *items, classes="sources"),
                tag(
                    "p",
                    _(
                        "A file may have up to {size}. Put larger ones into {folder}: they are offered here.",
                        size=byte_size(_limit()),
                        folder=_short(EXPORTS),
                    ),
                    classes="note",
                ),
            )
        )


def show_lying() -> None:
    """What lies in data/exports, to be taken with a tick."""
    found = imports_draft.lying()
    draft = imports_draft.draft()
    with panel("lying", fills=False):
        show_title(_("Lying in {folder}", folder=_short(EXPORTS)))
        if not found:
            show(tag("p", _("Nothing. Files that are put there are offered here."), classes="note"))
        for place, path in enumerate(found[:30]):
            label = f"{markdown_text(path.name)} · {byte_size(size_of(path))}"
            is_taken = st.checkbox(
                label, value=path.name in draft.taken, key=f"lying.{place}.{path.name}.{draft.uploads}"
            )
            if is_taken != (path.name in draft.taken):
                draft.taken = [n for n in draft.taken if n != path.name] + ([path.name] if is_taken else [])
                st.rerun()


def show_wishes(all_given: list[Given]) -> None:
    """What is decided for all files: the brand's accounts, direct messages; and the button that begins."""
    draft = imports_draft.draft()
    ready = [one for one in all_given if one.is_ready]
    with panel("wishes", fills=False):
        show_title(_("Before it comes in"))
        if not session.in_force().version:
            _show_community()
        _show_brand(all_given)
        direct = sum(preview.direct for one in all_given for preview in one.previews)
        draft.include_direct = st.checkbox(
            _("Take direct messages as well"),
            value=draft.include_direct,
            key="imports.direct",
            help=_("Private conversations are left out unless you ask for them here."),
            on_change=_take_direct,
        )
        if direct and not draft.include_direct:
            show(
                tag(
                    "p",
                    ngettext(
                        "{count} direct message is left out so far.",
                        "{count} direct messages are left out so far.",
                        direct,
                    ),
                    classes="question",
                )
            )
        if len(ready) < len(all_given):
            show(
                tag(
                    "p",
                    ngettext(
                        "{count} file cannot be imported yet.",
                        "{count} files cannot be imported yet.",
                        len(all_given) - len(ready),
                    ),
                    classes="question",
                )
            )
        with st.container(horizontal=True):
            label = ngettext("Import {count} file", "Import {count} files", len(ready)) if ready else _("Import")
            if st.button(label, type="primary", disabled=not ready, key="imports.start"):
                _start(all_given)
            if st.button(_("Drop all"), type="tertiary", key="imports.drop"):
                imports_draft.clear()
                st.rerun()


def _show_community() -> None:
    """What the community is called and speaks, asked before its first import."""
    draft = imports_draft.draft()
    draft.name = st.text_input(
        _("Name of the community"), value=draft.name, max_chars=60, key="imports.name", placeholder=_("My community")
    ).strip()
    draft.languages = tuple(
        st.multiselect(
            _("Languages it speaks"),
            _LANGUAGES,
            default=list(draft.languages or _USUAL),
            format_func=language_name,
            select_all=False,
            key="imports.languages",
            help=_("A message is taken to be in one of these where its platform does not say."),
        )
    )


def _take_direct() -> None:
    imports_draft.draft().include_direct = bool(st.session_state["imports.direct"])


def _show_brand(all_given: list[Given]) -> None:
    draft, found = imports_draft.draft(), imports_draft.workspace()
    known = found.preferences.brand_accounts if found else ()
    heard = {voice.account: voice for voice in imports_draft.voices(all_given)}
    marked = [voice for voice in heard.values() if voice.is_marked]

    def said(account: str) -> str:
        voice = heard.get(account)
        if voice is None:
            return account
        return f"{voice.name} · {channel_name(voice.channel)} · {words.number(voice.messages)}"

    options = [account for account in dict.fromkeys([*draft.brand_accounts, *heard]) if account not in known]
    chosen = st.multiselect(
        _("Our own accounts"),
        options,
        default=list(draft.brand_accounts),
        format_func=said,
        key=f"imports.brand.{draft.uploads}",
        accept_new_options=True,
        select_all=False,
        placeholder=_("Choose those that are ours, or type a name"),
        help=_("Those that write and are addressed most stand first, each with its messages."),
    )
    if tuple(chosen) != draft.brand_accounts:
        draft.brand_accounts = tuple(chosen)
        st.rerun()
    if marked:
        names = ", ".join(voice.name for voice in marked[:4]) + ("…" if len(marked) > 4 else "")
        show(tag("p", _("The files themselves mark as ours: {names}", names=names), classes="note"))
    if known:
        show(tag("p", _("Known as ours already: {names}", names=", ".join(known[:8])), classes="note"))


def _start(all_given: list[Given]) -> None:
    try:
        imports_draft.start(all_given)
    except EarshotError as error:
        show(tag("p", said_problem(str(error)), classes="refused", role="alert"))
    else:
        st.rerun()


def _limit() -> int:
    return int(st.get_option("server.maxUploadSize")) * 1_000_000


def _short(path: object) -> str:
    return str(path).removeprefix(f"{ROOT}/")
