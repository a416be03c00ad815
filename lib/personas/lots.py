"""Whose words are read: everybody's, or of a large archive those of people drawn by lot."""

from dataclasses import dataclass

from lib.personas import queries
from lib.storage.read_model import ReadModel


@dataclass(frozen=True)
class Drawn:
    """`author_ids`: those drawn, None where they are all; `share`: of all people, 0 to 1."""

    author_ids: list[str] | None
    share: float

    def scaled(self, people: int) -> int:
        """As many of those drawn as `people` are of all."""
        return int(people * self.share)


def drawn(model: ReadModel, most: int = queries.MOST) -> Drawn:
    """Who is drawn where their messages, as many as count of each, are more than `most`."""
    rows = queries.drawn_members(model, most=most)
    if rows.empty or len(rows) == rows["people"].iloc[0]:
        return Drawn(None, 1.0)
    return Drawn(rows["author_id"].tolist(), len(rows) / int(rows["people"].iloc[0]))
