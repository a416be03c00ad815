"""What the page opens with: the board as it stands, joined with the words and people it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.critiques.board import Funnel, Size, accepted, acted_on, owed, size_of
from lib.critiques.evidence import Key
from lib.critiques.insights import Insight
from lib.words import _, ngettext

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Card:
    """One insight on the board: its size, how many of its messages are gone, and the strongest words on both sides."""

    insight: Insight
    size: Size
    found: int
    erased: int
    strongest: Row | None
    against: Row | None


@dataclass(frozen=True)
class Telling:
    """Whom an insight owes an answer: its people by author_id, and those of them who were told."""

    insight: Insight
    people: tuple[str, ...]
    told: frozenset[str]

    @property
    def to_tell(self) -> tuple[str, ...]:
        """Who is still to be told."""
        return tuple(person for person in self.people if person not in self.told)


def cards(
    insights: Sequence[Insight], evidence: pd.DataFrame, messages: pd.DataFrame, in_person: pd.DataFrame, people: int
) -> dict[str, Card]:
    """A card for each insight; `messages` are those of the evidence that are still in the archive.

    Weighted by people: of somebody who said it twice, one message counts; the strongest words are the most liked.
    """
    joined = evidence.merge(messages, on=["channel", "message_id"], how="inner")
    by_insight = {str(key): rows for key, rows in joined.groupby("insight_id")}
    by_hand = {str(key): rows for key, rows in in_person.groupby("insight_id")}
    found = {}
    for insight in insights:
        rows = by_insight.get(insight.insight_id, joined.iloc[:0])
        for_, against = rows[rows.stance == "for"], rows[rows.stance == "against"]
        authors = len({*voices_of(for_), *_voices_by_hand(by_hand.get(insight.insight_id, in_person.iloc[:0]))})
        found[insight.insight_id] = Card(
            insight,
            size_of(authors, max(people, authors)),
            len(rows),
            max(insight.linked - len(rows), 0),
            _strongest(for_),
            _strongest(against),
        )
    return found


def voices_of(rows: pd.DataFrame) -> list[str]:
    """The different people of these messages; a message whose author nobody names is a voice of its own."""
    named = rows.author_id.dropna()
    nameless = rows[rows.author_id.isna()]
    return [*sorted(set(named)), *(f"{c}:{m}" for c, m in zip(nameless.channel, nameless.message_id, strict=True))]


def _voices_by_hand(in_person: pd.DataFrame) -> list[str]:
    """The different people of feedback entered by hand; where nobody is named each one is a voice of its own."""
    return [row.author_id or f"by hand:{row.feedback_id}" for row in in_person.itertuples()]


def weighted(rows: pd.DataFrame) -> pd.DataFrame:
    """Messages in the order of their weight: one of each person first, the most liked first."""
    ranked = rows.sort_values(["likes", "created_at"], ascending=[False, False], kind="stable")
    turn = ranked.groupby(ranked.author_id.fillna(ranked.message_id)).cumcount()
    return ranked.iloc[turn.to_numpy().argsort(kind="stable")]


def tellings(
    insights: Sequence[Insight],
    evidence: pd.DataFrame,
    messages: pd.DataFrame,
    told: pd.DataFrame,
    in_person: pd.DataFrame | None = None,
) -> list[Telling]:
    """Of which insights people can be told, and who, those on whose behalf something was entered by hand among them;
    the one with most still to tell first."""
    joined = evidence[evidence.stance == "for"].merge(messages, on=["channel", "message_id"], how="inner")
    if in_person is not None and len(in_person):
        named = in_person.loc[in_person.author_id != "", ["insight_id", "author_id"]]
        joined = pd.concat([joined, named], ignore_index=True)
    by_insight = {str(key): sorted(set(rows.author_id.dropna())) for key, rows in joined.groupby("insight_id")}
    known = {str(key): frozenset(rows.author_id) for key, rows in told.groupby("insight_id")}
    found = [
        Telling(insight, tuple(by_insight.get(insight.insight_id, ())), known.get(insight.insight_id, frozenset()))
        for insight in owed(insights)
    ]
    return sorted(found, key=lambda telling: -len(telling.to_tell))


def funnel_of(
    heard: int, read: int, in_insights: int, insights: Sequence[Insight], telling: Sequence[Telling]
) -> Funnel:
    """The funnel from its counts."""
    told = {(one.insight.insight_id, person) for one in telling for person in one.people if person in one.told}
    all_ = {(one.insight.insight_id, person) for one in telling for person in one.people}
    return Funnel(
        heard,
        max(read, in_insights),
        in_insights,
        len(insights),
        len(accepted(insights)),
        len(acted_on(insights)),
        len(told),
        len(all_),
    )


def opening_sentence(funnel: Funnel, unread: int, loudest: str, never_challenged: int) -> str:
    """What the page shows now, in words."""
    said = [ngettext("{count} critique was heard.", "{count} critiques were heard.", funnel.heard)]
    if not funnel.heard:
        return _("Nobody criticised anything in this period.")
    if loudest:
        said.append(_("Most of them are about {theme}.", theme=loudest))
    if unread:
        said.append(ngettext("{count} is not read yet.", "{count} are not read yet.", unread))
    if never_challenged:
        said.append(
            ngettext(
                "{count} insight was never challenged.", "{count} insights were never challenged.", never_challenged
            )
        )
    return " ".join(said)


def keys_of(frame: pd.DataFrame) -> list[Key]:
    """The keys of a frame's messages."""
    return [(str(c), str(m)) for c, m in zip(frame.channel, frame.message_id, strict=True)]


def _strongest(rows: pd.DataFrame) -> Row | None:
    if rows.empty:
        return None
    best: Row = weighted(rows).iloc[0].to_dict()
    return best
