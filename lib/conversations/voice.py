"""Voice and ear: how much of what we say answers something heard, and the listening debt."""

import json
from collections.abc import Iterable

import pandas as pd

from lib.conversations.response import Share
from lib.conversations.states import Decision
from lib.words import _, ngettext, number, percent


def noticed_text(reads: pd.DataFrame, decisions: Iterable[Decision]) -> str:
    """What somebody opened or decided about, and until when, as the queries of the listening debt take it."""
    until: dict[tuple[str, str], float] = {}
    for row in reads.to_dict("records"):
        until[row["channel"], row["conversation_id"]] = row["read_until"].timestamp()
    for decision in decisions:
        if decision.heard_at is not None and decision.state != "open":
            until[decision.key] = max(until.get(decision.key, 0.0), decision.heard_at.timestamp())
    return json.dumps([{"channel": c, "conversation_id": i, "until": at} for (c, i), at in until.items()])


def voice_said(row: "pd.Series[int]") -> list[str]:
    """What the query `voice` says, in sentences."""
    published, posts = int(row.published), int(row.posts)
    if not published:
        return [_("We published nothing in this period.")]
    answering, taking_up = int(row.answering), int(row.taking_up)
    said = [
        _(
            "{share} of our {count} messages answer something heard: {answering} replies and {posts} posts.",
            share=percent((answering + taking_up) / published),
            count=number(published),
            answering=number(answering),
            posts=number(taking_up),
        )
    ]
    if posts:
        said.append(
            ngettext(
                "Of {count} post, {taking} takes up what was criticised in the four weeks before it.",
                "Of {count} posts, {taking} take up what was criticised in the four weeks before them.",
                posts,
                taking=number(taking_up),
            )
        )
    return said


def listening_said(row: "pd.Series[int]") -> list[str]:
    """What the query `listening` says, in sentences."""
    critiques = int(row.critiques)
    if not critiques:
        return [_("Nobody criticised anything in this period.")]
    unread = critiques - int(row.read_count)
    if not unread:
        return [_("Every critique of the period was read: no listening debt.")]
    read = Share(int(row.read_count), critiques)
    return [
        ngettext(
            "{count} critique was read by nobody yet; together they reached {debt}: that is the listening debt.",
            "{count} critiques were read by nobody yet; together they reached {debt}: that is the listening debt.",
            unread,
            debt=number(int(row.debt)),
        ),
        _("Read: {note}.", note=read.note),
    ]
