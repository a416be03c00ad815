"""The cards: everything that is known of each persona, with how sure it is, and what nobody knows yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from lib.personas.decisions import Standing
from lib.personas.identity import Sighting
from lib.personas.naming import Traits, address_of, name_of, part_of_day, sentence_of
from lib.personas.settings import INTEREST, Listening
from lib.personas.shares import FEWEST, Share, scored

_SHOWN = 5
_RANKED = 30
_FEWEST_HEARD = 30
_LEAST_SHARE = 0.12
_QUOTED = ["field", "code", "stance", "channel", "message_id"]


@dataclass(frozen=True)
class Frames:
    """The derivations of one version, as frames."""

    facts: pd.DataFrame
    quotes: pd.DataFrame
    months: pd.DataFrame


@dataclass(frozen=True)
class Value:
    """One value: share of the authors who spoke of it, `lift` (representativeness), and where it was said."""

    code: str
    label: str
    share: Share
    lift: float
    last_at: datetime | None
    quotes: tuple[tuple[str, str], ...] = ()
    """Channel and message_id of each, the newest first."""


@dataclass(frozen=True)
class FieldOfCard:
    """A field: `base` distinct authors spoke of it; under five it is unknown and `question` is what to ask."""

    code: str
    name: str
    base: int
    question: str
    prefers: tuple[Value, ...] = ()
    against: tuple[Value, ...] = ()
    mentions: tuple[Value, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether too few authors said anything about it."""
        return self.base < FEWEST


@dataclass(frozen=True)
class Mood:
    """Net sentiment of what they wrote, −1 to 1, of `messages` analysed; None where they are too few to say."""

    net: float | None
    messages: int


@dataclass(frozen=True)
class Card:
    """One persona. Traits (channels, hours, …) are values with their share of its people, the most telling first."""

    persona_id: str
    segments: tuple[int, ...]
    name: str
    sentence: str
    size: int
    share: float
    trend: float | None
    mood: Mood
    channels: tuple[Value, ...]
    parts: tuple[Value, ...]
    languages: tuple[Value, ...]
    aspects: tuple[Value, ...]
    interests: tuple[Value, ...]
    words: tuple[Value, ...]
    address: str
    fields: tuple[FieldOfCard, ...]
    months: tuple[tuple[str, int], ...]
    is_pinned: bool = False
    alike: float = 1.0
    version: int = 1
    is_named: bool = False
    merged: tuple[str, ...] = field(default=())

    def quotes(self) -> list[tuple[str, str]]:
        """Channel and message_id of everything it quotes."""
        values = [v for f in self.fields for v in (*f.prefers, *f.against)]
        return list(dict.fromkeys(ref for value in values for ref in value.quotes))


def cards_of(
    frames: Frames,
    sightings: Sequence[Sighting],
    standing: Mapping[str, Standing],
    listened: Listening,
    language: str,
) -> list[Card]:
    """A card for each persona that stands by itself: pinned ones first, then by size."""
    groups: dict[str, list[Sighting]] = {}
    for seen in sightings:
        decided = standing.get(seen.persona_id)
        home = decided.merged_into if decided and decided.merged_into else seen.persona_id
        groups.setdefault(home, []).append(seen)
    sizes = frames.facts[frames.facts["part"] == "size"].set_index("segment")["authors"].to_dict()
    order = sorted(groups, key=lambda home: (-sum(sizes.get(s.segment, 0) for s in groups[home]), home))
    taken: set[str] = {s.name for s in standing.values() if s.name}
    made = []
    for home in order:
        segments = tuple(s.segment for s in groups[home])
        maker = _Maker(frames, segments, listened, language)
        decided = standing.get(home)
        traits = maker.traits()
        name = decided.name if decided and decided.name else name_of(traits, taken)
        taken.add(name)
        made.append(
            maker.card(
                home,
                name,
                traits,
                decided,
                alike=min(s.alike for s in groups[home]),
                merged=tuple(s.persona_id for s in groups[home] if s.persona_id != home),
            )
        )
    return sorted(made, key=lambda card: not card.is_pinned)


class _Maker:
    """Makes one card from the facts of its segments."""

    def __init__(self, frames: Frames, segments: tuple[int, ...], listened: Listening, language: str) -> None:
        self.frames, self.segments, self.listened, self.language = frames, segments, listened, language
        self.facts = scored(_together(frames.facts, segments))
        self.rows: dict[tuple[str, str], list[dict[Any, Any]]] = {}
        for row in self.facts.groupby(["part", "stance"], sort=False).head(_RANKED).to_dict("records"):
            self.rows.setdefault((row["part"], row["stance"]), []).append(row)
        self.bases: dict[str, int] = (
            self.facts[self.facts["stance"] != "mentions"].groupby("part")["base"].max().to_dict()
        )
        self.quotes: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
        mine = frames.quotes[frames.quotes["segment"].isin(segments)]
        for field_, code, stance, channel, message_id in mine[_QUOTED].itertuples(index=False):
            self.quotes.setdefault((field_, code, stance), []).append((str(channel), str(message_id)))
        self.size = int(self.facts.loc[self.facts["part"] == "size", "authors"].sum())
        self.total = int(frames.facts.loc[frames.facts["part"] == "size", "authors"].sum())

    def card(
        self,
        persona_id: str,
        name: str,
        traits: Traits,
        decided: Standing | None,
        alike: float,
        merged: tuple[str, ...],
    ) -> Card:
        months = self.frames.months[self.frames.months["segment"].isin(self.segments)].groupby("month").sum()
        address = self._values("address", 1)
        return Card(
            persona_id=persona_id,
            segments=self.segments,
            name=name,
            sentence=sentence_of(traits),
            size=self.size,
            share=self.size / self.total if self.total else 0.0,
            trend=_trend(months["authors"].tolist()),
            mood=_mood(months),
            channels=self._values("channel", 3),
            parts=self._parts(),
            languages=self._values("language", 2, by_share=True),
            aspects=self._values("aspect", 5),
            interests=self._interests(),
            words=self._values("word", 10),
            address=address_of(address[0].code) if address and address[0].share.authors >= FEWEST else "",
            fields=tuple(self._field(code) for code in self.listened.fields),
            months=tuple((str(month), int(count)) for month, count in months["authors"].items()),
            is_pinned=bool(decided and decided.is_pinned),
            alike=alike,
            version=decided.version if decided else 1,
            is_named=bool(decided and decided.name),
            merged=merged,
        )

    def traits(self) -> Traits:
        """What its name and sentence are made of."""
        likes = [v for code in ("films", "magazines") for v in self._ranked(f"field:{code}", "prefers") if v.lift > 1.2]
        interests = [v.label for v in self._interests() if v.lift > 1.1 and v.share.value >= _LEAST_SHARE]
        return Traits(
            interests=interests,
            channels=[v.code for v in self._values("channel", 2)],
            parts=[v.code for v in self._parts()],
            languages=[v.code for v in self._values("language", 1, by_share=True)],
            values=[v.label for v in likes if v.share.authors >= 2][:2],
        )

    def _field(self, code: str) -> FieldOfCard:
        part = f"field:{code}"
        base = int(self.bases.get(part, 0))
        known = base >= FEWEST
        return FieldOfCard(
            code=code,
            name=self.listened.name(code, self.language),
            base=base,
            question=self.listened.question(code, self.language),
            prefers=tuple(self._ranked(part, "prefers")[:_SHOWN]) if known else (),
            against=tuple(self._ranked(part, "against")[:2]) if known else (),
            mentions=tuple(self._ranked(part, "mentions")[:3]),
        )

    def _interests(self) -> tuple[Value, ...]:
        return tuple(v for v in self._ranked(f"field:{INTEREST}", "mentions") if v.share.authors >= FEWEST)[:4]

    def _parts(self) -> tuple[Value, ...]:
        """Parts of the day: whoever writes at least a fifth of the own messages in one of its hours is counted."""
        hours = [v for v in self._ranked("hour", "") if v.share.authors >= 2]
        best: dict[str, Value] = {}
        for value in hours:
            part = part_of_day(int(value.code))
            score = value.share.value * value.lift
            if part not in best or score > best[part].share.value * best[part].lift:
                best[part] = Value(part, part, value.share, value.lift, None)
        ranked = sorted(best.values(), key=lambda v: (-v.share.value * v.lift, v.code))
        return tuple(ranked[:2])

    def _values(self, part: str, count: int, *, by_share: bool = False) -> tuple[Value, ...]:
        found = [v for v in self._ranked(part, "") if v.share.authors >= min(FEWEST, max(1, self.size // 4))]
        if by_share:
            found = sorted(found, key=lambda v: (-v.share.value, v.code))
        return tuple(v for v in found[:count] if by_share or v.share.value >= 0.05)

    def _ranked(self, part: str, stance: str) -> list[Value]:
        """The values of a part, the most telling first: common here and rarer elsewhere."""
        return [self._value(part, row) for row in self.rows.get((part, stance), [])]

    def _value(self, part: str, row: dict[Any, Any]) -> Value:
        code, name = str(row["code"]), part.removeprefix("field:")
        label = str(row["label"] or code)
        if name == INTEREST:
            label = self.listened.interest(code, self.language)
        elif part.startswith("field:"):
            label = self.listened.value(name, label, self.language)
        return Value(
            code=code,
            label=label,
            share=Share(int(row["authors"]), int(row["base"]), row["share"], row["low"], row["high"]),
            lift=row["lift"],
            last_at=None if pd.isna(row["last_at"]) else pd.Timestamp(row["last_at"]).to_pydatetime(),
            quotes=tuple(self.quotes.get((name, code, row["stance"]), ())),
        )


def _together(facts: pd.DataFrame, segments: tuple[int, ...]) -> pd.DataFrame:
    """The facts of some segments as those of one: people of different segments are different people."""
    mine = facts[facts["segment"].isin(segments)]
    if len(segments) == 1:
        return mine
    by = ["part", "code", "stance"]
    bases = mine.drop_duplicates(["segment", "part", "stance"]).groupby(["part", "stance"])["base"].sum()
    made = mine.groupby(by, sort=False).agg(
        label=("label", "first"), authors=("authors", "sum"), messages=("messages", "sum"), last_at=("last_at", "max")
    )
    made = made.reset_index()
    chosen = facts.merge(made[by], on=by)
    everywhere = chosen.groupby(by)["authors"].sum()
    total = facts.drop_duplicates(["segment", "part", "stance"]).groupby(["part", "stance"])["base"].sum()
    pairs = pd.MultiIndex.from_frame(made[["part", "stance"]])
    made["base"] = pairs.map(bases)
    made["outside"] = pd.MultiIndex.from_frame(made[by]).map(everywhere) - made["authors"]
    made["outside_base"] = pairs.map(total) - made["base"]
    return made


def _trend(authors: list[int]) -> float | None:
    """People active in the last three months against the three before them, as a change; None without six months."""
    if len(authors) < 7:
        return None
    last, before = sum(authors[-4:-1]), sum(authors[-7:-4])  # the newest month is not whole yet
    return last / before - 1 if before else None


def _mood(months: pd.DataFrame) -> Mood:
    recent = months.tail(6)
    heard = int(recent["analysed"].sum())
    net = (recent["positive"].sum() - recent["negative"].sum()) / heard if heard >= _FEWEST_HEARD else None
    return Mood(None if net is None else float(net), heard)
