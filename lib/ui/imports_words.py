"""The words of Imports: kinds, fields, sources; and its sentences (lib/ui/imports_reasons.py) in the language in force.

Sources are written down in English where they are found; here they are marked for the catalogue.
"""

import re

from lib.ui.imports_reasons import PATTERNS, REASONS
from lib.words import N_, _

KINDS = {
    "post": N_("post"),
    "comment": N_("comment"),
    "reply": N_("reply"),
    "direct": N_("direct message"),
    "review": N_("review"),
}
FIELDS = {
    "text": N_("Text"),
    "created_at": N_("Time"),
    "message_id": N_("Id of the message"),
    "parent_id": N_("Id of the message it answers"),
    "source_conversation_id": N_("Conversation"),
    "author_key": N_("Id of the author"),
    "author_handle": N_("Account of the author"),
    "author_name": N_("Name of the author"),
    "channel": N_("Channel"),
    "kind": N_("Kind of message"),
    "language": N_("Language"),
    "likes": N_("Likes"),
    "shares": N_("Shares"),
    "replies": N_("Replies"),
    "views": N_("Views"),
    "rating": N_("Stars"),
    "url": N_("Link"),
    "edited_at": N_("Time of the last edit"),
}
"""The fields of a message that columns may be, those that matter most first."""
_TITLES = (
    N_("Discord (DiscordChatExporter, JSON)"),
    N_("Discourse (topics and posts, JSON)"),
    N_("Slack (export of a workspace)"),
    N_("WhatsApp (exported chat)"),
    N_("Google Business Profile (reviews, JSON)"),
    N_("X (API v2, JSON or JSON lines)"),
    N_("X (API v1.1, JSON or JSON lines)"),
    N_("X (archive of the account, tweets.js)"),
    N_("YouTube (Data API: comment threads, comments, videos)"),
    N_("YouTube (yt-dlp info.json with comments)"),
    N_("YouTube (youtube-comment-downloader, JSON lines)"),
    N_("Reddit (submissions and comments, JSON lines, also .zst)"),
    N_("Mastodon (archive of an account, outbox.json)"),
    N_("Mastodon (statuses of a server, JSON)"),
    N_("Bluesky (threads, feeds, searches, post records; JSON)"),
    N_("Google Play Console (reviews, CSV)"),
    N_("Google Play (google-play-scraper of npm, CSV)"),
    N_("App Store (app-store-scraper of npm, CSV)"),
    N_("Meta Business Suite (posts, CSV)"),
    N_("Messenger and Instagram chats (Meta's download, JSON)"),
    N_("Facebook and Instagram posts and comments (Meta's download, JSON)"),
    N_("Parquet in the canonical schema"),
    N_("A table, through a mapping"),
)


_HINTS = re.compile(r" ?(?:, or)? ?\(--[^)]*\)|:? name its source with --source, or give a --mapping")
_EXAMPLE = re.compile(r"\((?:line \d+: |row \d+: )?([^()]*\d[^()]*)\)")


def said_problem(sentence: str) -> str:
    """Why a file cannot be used, or a note about it, without what only the command line can do about it."""
    return said_reason(_HINTS.sub("", sentence))


def said_example(sentence: str) -> str:
    """The example that a question about a file gives in brackets; empty where it gives none."""
    found = _EXAMPLE.search(_HINTS.sub("", sentence))
    return _("For example: {said}", said=found[1]) if found else ""


def said_title(source: str, title: str = "") -> str:
    """A source in words: its title where it is given, else its name."""
    return _(title) if title else source


def said_reason(reason: str) -> str:
    """Why a row was turned down, in the language in force; as it was written down where we do not know it."""
    if reason in REASONS:
        return _(reason)
    for pattern, message in PATTERNS:
        found = pattern.fullmatch(reason)
        if found:
            given = {name: _(said) if name == "kind" else said for name, said in found.groupdict().items()}
            return _(message, **given)
    return _(reason) if reason else ""
