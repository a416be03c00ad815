"""The words of Imports: kinds, fields, sources, and the reasons for which rows are turned down.

Sources and reasons are written down in English where they are found (files and tables hold them so); here they are
marked for the catalogue, and said in the language in force.
"""

import re

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
_REASONS = (
    N_("It has no id."),
    N_("It names no channel."),
    N_("Its kind is none of post, comment, reply, direct, review."),
    N_("It has no time."),
    N_("It has no time that can be read."),
    N_("Its time lies before 1990."),
    N_("Its time lies in the future."),
    N_("It has no text."),
    N_("Direct messages are left out unless asked for (--direct)."),
    N_("Its author was forgotten here."),
    N_("It was deleted."),
    N_("It was deleted or removed."),
    N_("It was deleted by its author."),
    N_("It was removed by a moderator."),
    N_("It was removed by Reddit."),
    N_("It is a repost without words of its own."),
    N_("It is a repost of another's post, not a message."),
    N_("It is a boost of another's post, not a message."),
    N_("It is a like, a bookmark or an edit, not a post."),
    N_("It is a notice of WhatsApp, not a message."),
    N_("It is a notice of X (somebody came or went), not a message."),
    N_("It is a notice of Slack (Slackbot), not a message."),
    N_("It is a picture, a sound or another file without words."),
    N_("It has no text (a picture, a sticker or another file)."),
    N_("It has no text (a picture, a sound or another file)."),
    N_("It has no words of its own (a picture or a quotation)."),
    N_("It has no text (a file, or something only Slack can show)."),
    N_("It has neither stars nor words."),
    N_("It was hidden after members flagged it."),
    N_("It stands before the first message."),
)
_PATTERNS = (
    (re.compile(r"Its time (?P<said>.+) cannot be read\.", re.S), N_("Its time {said} cannot be read.")),
    (
        re.compile(r"Its time (?P<said>.+) names no time zone, as others here do: choose one \(--time-zone\)\.", re.S),
        N_("Its time {said} names no time zone, as others here do."),
    ),
    (
        re.compile(r"Day and month of (?P<said>.+) cannot be told apart: choose their order \(--date-order\)\.", re.S),
        N_("Day and month of {said} cannot be told apart."),
    ),
    (
        re.compile(r"It is a notice of Slack \((?P<said>[^)]*)\), not a message\."),
        N_("It is a notice of Slack ({said})."),
    ),
    (
        re.compile(r"(?P<name>.+) is no export that Earshot knows\.", re.S),
        N_("{name} is no export that Earshot knows."),
    ),
    (re.compile(r"(?P<name>.+) is empty: export it again\.", re.S), N_("{name} is empty: export it again.")),
    (re.compile(r"(?P<name>.+) holds no messages: export it again\.", re.S), N_("{name} holds no messages.")),
    (
        re.compile(r"(?P<name>.+) is protected by a password: unpack it and give the folder\.", re.S),
        N_("{name} is protected by a password: unpack it first."),
    ),
    (
        re.compile(r"(?P<name>.+) is a damaged or cut-off zip \(.*\): download it again\.", re.S),
        N_("{name} is a damaged or cut-off zip: download it again."),
    ),
    (
        re.compile(r"(?P<name>.+) is a web page, not an export: ask the platform for JSON or CSV\.", re.S),
        N_("{name} is a web page: ask the platform for JSON or CSV."),
    ),
    (
        re.compile(r"(?P<name>.+): these columns are not used: (?P<columns>.+)\.", re.S),
        N_("{name}: these columns are not used: {columns}."),
    ),
    (
        re.compile(r"Another import is under way here: .*|Another import is writing here: .*", re.S),
        N_("Another import is under way here: wait for it, or cancel it."),
    ),
    (
        re.compile(r"Its (?P<field>\w+) (?P<said>\S+) was rounded by a spreadsheet and cannot be got back: .+", re.S),
        N_("Its {field} {said} was rounded by a spreadsheet: import the export as the platform made it."),
    ),
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
    for pattern, message in _PATTERNS:
        found = pattern.fullmatch(reason)
        if found:
            return _(message, **found.groupdict())
    return _(reason) if reason else ""
