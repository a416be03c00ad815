"""How each post of ours was received in its first hour, day and week, against our usual, and the verdict on it.

What people say decides. A *success* drew clearly more comments than usual, and was not met like a failure. A *failure*
was met by clearly more criticism or a clearly worse mood, or by clearly fewer comments and no more reactions. All else
is *neutral*; where there is too little to compare it is *too few*, and where the stretch is not over yet *early*.

Clearly more: the 95 % interval of the factor lies beyond 1.5 (or under 1 ÷ 1.5), and the factor where fewer than one in
forty of our posts are. Clearly worse: the interval of the net sentiment lies under the usual by 10 points or more, or
that of the share of critiques over it by as much, or both lie beyond it by anything. Reactions and reach have no time
of their own in exports: they are as of the export, and only speak to the week.
"""

from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.stats import gamma

from lib.editorial import queries
from lib.editorial.mood import Shares, net_of, share_of
from lib.editorial.usual import LEAST, Factor, Floats, Usual, factor_of, size_of, usual_of
from lib.storage.derived import derivation
from lib.storage.read_model import ReadModel

Verdict = Literal["success", "failure", "neutral", "few", "early"]
SPANS = ("hour", "day", "week")
SECONDS = {"hour": 3600, "day": 86400, "week": 604800}
MORE = 1.5
"""How many times its usual a reception must surely reach to be more than usual."""
WORSE = 0.1
"""How far the net sentiment must surely lie under the usual, or the share of critiques over it, to be worse."""
LEAST_COMMENTS = 3
"""Comments, come or expected, under which numbers say nothing."""
LEAST_MOODS = 8
"""Comments whose mood is known, under which the mood below one post says nothing."""
FACTORS = ("comments", "reactions", "views", "questions", "newcomers")
_TAIL = 0.025


@derivation("1")
def judged_receptions(
    model: ReadModel, *, since: str | None = None, until: str | None = None, channels: list[str] | None = None
) -> pa.Table:
    """One row per post of ours and span (hour, day, week, all): the counts of the query `received`, and

    `peers`; per factor its `…_usual`, `…_factor`, `…_low`, `…_high`; `net` and `critical` (share of critiques) with
    `…_usual`, `…_low`, `…_high`; `verdict` and `reason`. Days (ISO) and channels choose what is given back, not what
    is usual.
    """
    received = queries.received(model)
    kept = pd.Series(True, index=received.index)
    days = pd.to_datetime(received.day)
    if since:
        kept &= days >= pd.Timestamp(since)
    if until:
        kept &= days <= pd.Timestamp(until)
    if channels:
        kept &= received.channel.isin(channels)
    return pa.Table.from_pandas(judged(received, kept), preserve_index=False)


def judged(received: pd.DataFrame, kept: "pd.Series[bool] | None" = None) -> pd.DataFrame:
    """Rows of the query `received`, oldest first, with what is usual and the verdict; all count for the usual, and
    those that are `kept` (all where None) are given back: intervals are what costs."""
    marked = received.assign(is_kept=True if kept is None else kept)
    parts = [_judged_span(part.reset_index(drop=True), str(span)) for span, part in marked.groupby("span")]
    if not parts:
        return _judged_span(marked.reset_index(drop=True), "all")
    return pd.concat(parts).sort_values(["created_at", "channel", "message_id"], kind="stable", ignore_index=True)


def _judged_span(posts: pd.DataFrame, span: str) -> pd.DataFrame:
    channel = pd.factorize(posts.channel)[0]
    cell = posts.channel + "/" + posts.format
    levels = (channel, pd.factorize(cell)[0], pd.factorize(cell + "/" + posts.part.astype(str))[0])
    counts = posts.is_whole.to_numpy(dtype=bool)
    kept = np.flatnonzero(posts.is_kept.to_numpy(dtype=bool))
    found = posts.iloc[kept].drop(columns="is_kept").reset_index(drop=True)
    is_far: dict[str, Floats] = {}
    for name in FACTORS:
        values, known = posts[name].fillna(0).to_numpy(dtype=float), counts
        if name == "reactions":
            known = counts & posts.has_reactions.to_numpy(dtype=bool)
        elif name == "views":
            known = counts & posts.views.notna().to_numpy(dtype=bool)
        usual, factor, is_far[name] = _factors(values, levels, known, kept)
        said = known[kept] if name in ("reactions", "views") else np.ones(len(kept), dtype=bool)
        found[f"{name}_usual"] = usual.expected
        for column, of in (("factor", factor.value), ("low", factor.low), ("high", factor.high)):
            found[f"{name}_{column}"] = np.where(said, of, np.nan)
        if name == "comments":
            found["peers"] = usual.peers.astype(int)
    net = _by_channel(net_of, channel, counts, posts.positive, posts.negative, posts.analysed)
    _add(found, "net", net, kept)
    _add(found, "critical", _by_channel(share_of, channel, counts, posts.critiques, posts.comments), kept)
    found["verdict"], found["reason"] = _verdicts(found, span, is_far["comments"], is_far["reactions"])
    return found


def _factors(values: Floats, levels: tuple[Floats, ...], counts: Floats, kept: Floats) -> tuple[Usual, Factor, Floats]:
    """Of the rows kept, channel by channel: the usual, each factor, and whether it is far from those of our posts
    (−1, 0, 1)."""
    channel, is_kept = levels[0], np.zeros(len(values), dtype=bool)
    is_kept[kept] = True
    columns = np.full((6, len(values)), np.nan)
    for one in np.unique(channel[kept]):
        rows = np.flatnonzero(channel == one)
        usual = usual_of(values[rows], [level[rows] for level in levels], counts[rows])
        size = size_of(values[rows], np.where(usual.peers >= LEAST, usual.expected, np.nan))
        shown = is_kept[rows]
        told = Usual(usual.peers[shown], usual.expected[shown])
        factor = factor_of(values[rows][shown], told, size)
        few, many = gamma.ppf([_TAIL, 1 - _TAIL], size, scale=1 / size)
        far = (factor.value > many).astype(int) - (factor.value < few).astype(int)
        columns[:, rows[shown]] = told.peers, told.expected, factor.value, factor.low, factor.high, far
    columns = columns[:, kept]
    return Usual(columns[0], columns[1]), Factor(*columns[2:5]), columns[5]


def _by_channel(measure, channel: Floats, counts: Floats, *columns: "pd.Series[float]") -> Shares:  # type: ignore[no-untyped-def]
    values = [column.to_numpy(dtype=float) for column in columns]
    found = np.full((4, len(channel)), np.nan)
    for one in np.unique(channel):
        rows = np.flatnonzero(channel == one)
        shares = measure(*(value[rows] for value in values), channel[rows], counts[rows])
        found[:, rows] = shares.usual, shares.value, shares.low, shares.high
    return Shares(*found)


def _add(found: pd.DataFrame, name: str, shares: Shares, kept: Floats) -> None:
    found[f"{name}_usual"], found[name] = shares.usual[kept], shares.value[kept]
    found[f"{name}_low"], found[f"{name}_high"] = shares.low[kept], shares.high[kept]


def _verdicts(found: pd.DataFrame, span: str, comments_far: Floats, reactions_far: Floats) -> tuple[Floats, Floats]:
    comments = found.comments.to_numpy(dtype=float)
    has_mood = found.analysed >= LEAST_MOODS
    is_lower = has_mood & (found.net_high < found.net_usual)
    is_sharper = has_mood & (found.critical_low > found.critical_usual)
    is_critical = is_sharper & (is_lower | (found.critical_low > found.critical_usual + WORSE))
    is_worse = is_lower & (found.net_high < found.net_usual - WORSE)
    is_more = (found.comments_low > MORE) & (comments_far > 0)
    is_less = (found.comments_high < 1 / MORE) & (comments_far < 0)
    speaks = span in ("week", "all")
    fewer_reactions = speaks & (found.reactions_high < 1 / MORE)
    more_reactions = speaks & (found.reactions_low > 1)
    is_few = np.fmax(comments, found.comments_usual.fillna(0)) < LEAST_COMMENTS
    liked = speaks & (found.reactions_low > MORE) & (reactions_far > 0)
    cases = [
        (~found.is_whole, "early", "early"),
        (found.peers < LEAST, "few", "posts"),
        (is_critical, "failure", "critiques"),
        (is_worse, "failure", "mood"),
        (is_more & (is_lower | is_sharper), "neutral", "divided"),
        (is_more & fewer_reactions, "neutral", "mixed"),
        (is_more, "success", "comments"),
        (is_few & liked, "success", "reactions"),
        (is_few, "few", "comments"),
        (is_less & ~more_reactions, "failure", "silence"),
    ]
    conditions = [np.asarray(case[0], dtype=bool) for case in cases]
    verdict = np.select(conditions, [case[1] for case in cases], "neutral")
    return verdict, np.select(conditions, [case[2] for case in cases], "usual")
