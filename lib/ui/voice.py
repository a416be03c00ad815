"""Voice and ear: how much of what we publish answers something heard, and the critiques that nobody has read."""

from lib.conversations import queries, remarks, triage
from lib.conversations.voice import listening_said, noticed_text, voice_said
from lib.ui import session
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.rows import show_unread
from lib.ui.tables import records
from lib.words import _


def show_voice(chosen: Filter) -> None:
    """Both, in sentences, and the unread critiques with the widest reach."""
    store = session.records()
    noticed = noticed_text(remarks.reads(store), triage.decisions(store).values())
    spoken = ask(queries.voice, **{name: chosen.params[name] for name in ("since", "until", "channels")})
    with panel("voice", fills=False):
        show_title(
            _("Voice and ear"),
            _("Read: opened in Earshot, decided about, or answered. Reach: views, or reactions and one"),
        )
        for sentence in voice_said(spoken.iloc[0]):
            show(tag("p", sentence))
        for sentence in listening_said(ask(queries.listening, **chosen.params, noticed=noticed).iloc[0]):
            show(tag("p", sentence))
        for row in records(ask(queries.unread_critiques, **chosen.params, noticed=noticed)):
            show_unread(row)
