"""How what we published was received: each post of the period against our own usual, with its verdict."""

from typing import Any

import pandas as pd

from lib.editorial import queries
from lib.editorial.overview import Post, counted, posts_of
from lib.editorial.receptions import SPANS as SPAN_CODES
from lib.editorial.receptions import judged_receptions
from lib.editorial.verdicts import FORMATS, NAMES, SPANS, TONES, verdict_said
from lib.look import LIGHT, channel_name
from lib.reports.document import Chart, Column, Figure, Section, Series, Table
from lib.reports.reading import Reading
from lib.reports.waiting import MOST_ROWS
from lib.words import _, ngettext, number, short_day

_IN_CHART, _SHOWN, _WORDS, MOST_POSTS = 8, 12, 140, 5_000
_ORDER = {"failure": 0, "success": 1, "neutral": 2, "few": 3, "early": 4}


def section(reading: Reading) -> Section:
    """The chapter."""
    days = reading.days
    since, until = days.since.isoformat(), days.until.isoformat()
    judged = judged_receptions.of(reading.workspace, reading.model, since=since, until=until, channels=None).to_pandas()
    texts = reading.ask(queries.posts, **reading.params, count=MOST_POSTS)
    posts = posts_of(judged, texts)
    if not posts:
        return Section("received", _("How it was received"), (_("We published nothing in this period."),))
    return Section(
        "received",
        _("How it was received"),
        tuple(_sentences(posts, reading)),
        _figures(posts),
        tuple(_charts(posts, reading)),
        (_posts(posts, reading),),
        evidence=(_stretches(posts, reading),),
        definitions=(
            (
                _("Reception"),
                _(
                    "Comments of others below a post of ours, against what our last posts on the same channel, of the "
                    "same format and hour drew; with the 95 % interval of the factor."
                ),
            ),
            (
                _("Success, failure"),
                _(
                    "Success: surely more comments than usual, in no worse mood. Failure: surely more criticism or a "
                    "worse mood, or surely fewer comments and no more reactions. All else is as usual, or too few."
                ),
            ),
        ),
    )


def _by_weight(posts: list[Post]) -> list[Post]:
    """What failed and what succeeded first, of those the most commented."""
    return sorted(posts, key=lambda post: (_ORDER[post.verdict], -int(post.row["comments"]), post.key))


def _sentences(posts: list[Post], reading: Reading) -> list[str]:
    said = [ngettext("We published {count} post.", "We published {count} posts.", len(posts))]
    telling = [post for post in _by_weight(posts) if post.verdict in TONES]
    for post in telling[:2]:
        said.append(f"{_title(post, reading)}: {_(NAMES[post.verdict])}. {verdict_said(post.judged)}")
    if not telling:
        said.append(_("None of them was clearly a success or a failure."))
    return said


def _figures(posts: list[Post]) -> tuple[Figure, ...]:
    count = counted(posts)
    rest = count["few"] + count["early"]
    return (
        Figure(_("Posts"), number(len(posts)), _("of ours in the period")),
        Figure(
            _("Successes"), number(count["success"]), _("surely above our usual"), "positive" * bool(count["success"])
        ),
        Figure(
            _("Failures"),
            number(count["failure"]),
            _("surely worse than our usual"),
            "negative" * bool(count["failure"]),
        ),
        Figure(_("As usual"), number(count["neutral"]), _("{count} too few or too early to say", count=number(rest))),
    )


def _charts(posts: list[Post], reading: Reading) -> list[Chart]:
    known = [post for post in _by_weight(posts) if not pd.isna(post.judged["comments_usual"])][:_IN_CHART]
    if not known:
        return []
    names = tuple(_title(post, reading) for post in known)
    series = (
        Series(_("Comments"), tuple(float(post.judged["comments"]) for post in known), LIGHT.accent),
        Series(_("Our usual"), tuple(float(post.judged["comments_usual"]) for post in known), LIGHT.neutral),
    )
    measure = _("Comments of others in the longest stretch that is over, against our usual")
    return [Chart("received", "bars", _("What stood out among our posts"), measure, names, series, digits=1)]


def _title(post: Post, reading: Reading) -> str:
    """Day, channel and first words of a post; told apart by its hour."""
    at = pd.Timestamp(post.row["created_at"]).tz_convert(reading.zone)
    return f"{short_day(at.date())}, {at:%H:%M} · {channel_name(post.key[0])}"


def _posts(posts: list[Post], reading: Reading) -> Table:
    columns = (
        Column(_("Post"), width=1.2),
        Column(_("What we said"), width=2.4),
        Column(_("Verdict"), width=0.8),
        Column(_("Evidence"), width=2.6),
    )
    rows = tuple(
        (
            _title(post, reading),
            reading.form.cell({"text": post.text, "is_brand": True}, _WORDS),
            _(NAMES[post.verdict]),
            f"{_(SPANS[post.span])}: {verdict_said(post.judged)}" if post.span in SPANS else verdict_said(post.judged),
        )
        for post in _by_weight(posts)[:_SHOWN]
    )
    return Table("posts", _("Our posts"), columns, rows, len(posts))


def _stretches(posts: list[Post], reading: Reading) -> Table:
    """One row a post and stretch, with all that its verdict rests on; of more than a sheet takes, what weighs most."""
    is_client = reading.form.is_client
    columns = (
        Column(_("Published"), "moment"),
        Column(_("Channel")),
        Column(_("Format")),
        Column(_("Stretch")),
        Column(_("Verdict")),
        Column(_("Comments"), "count"),
        Column(_("Usual"), "decimal"),
        Column(_("Factor"), "decimal"),
        Column(_("From"), "decimal"),
        Column(_("Up to"), "decimal"),
        Column(_("Reactions"), "count"),
        Column(_("Seen by"), "count"),
        Column(_("Questions"), "count"),
        Column(_("Critiques"), "count"),
        Column(_("Newcomers"), "count"),
        Column(_("What we said")),
        *(() if is_client else (Column("url"), Column("message_id"))),
    )
    total = sum(span in post.spans for post in posts for span in SPAN_CODES)
    shown = posts if total <= MOST_ROWS else _by_weight(posts)[:MOST_ROWS]
    rows = tuple(
        _stretch(post, span, reading, is_client) for post in shown for span in SPAN_CODES if span in post.spans
    )
    return Table("stretches", _("Posts and stretches"), columns, rows[:MOST_ROWS], total)


def _stretch(post: Post, span: str, reading: Reading, is_client: bool) -> tuple[Any, ...]:
    row = post.spans[span]
    ids = () if is_client else (post.url or "", post.key[1])
    return (
        pd.Timestamp(row["created_at"]).to_pydatetime(),
        channel_name(post.key[0]),
        _(FORMATS[str(row["format"])]),
        _(SPANS[span]),
        _(NAMES[str(row["verdict"])]),
        row["comments"],
        *(row[f"comments_{name}"] for name in ("usual", "factor", "low", "high")),
        *(row[name] for name in ("reactions", "views", "questions", "critiques", "newcomers")),
        reading.form.cell({"text": post.text, "is_brand": True}),
        *ids,
    )
