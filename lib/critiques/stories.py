"""The stories planted in a demo against the themes that are found: where the messages of each one went.

A message of a story can be lost twice: the ear does not hear it as a critique, or it is heard and put into another
theme than most of its story. Both shares are told apart, and what was done about it with the effect that shows.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lib.critiques import queries
from lib.critiques.effect import Effect, effect_of
from lib.critiques.themed_queries import ASSIGNMENTS, THEME_DAYS
from lib.errors import EarshotError
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

TRUTH = "truth.json"
_KIND = "critique "


@dataclass(frozen=True)
class Told:
    """What became of a planted story: its messages, those heard as critiques, the theme that holds most of them, how
    many of them it holds, and how many critiques it holds in all.

    `planted`: "falls" or "none", what was to come of what was done; "" where nothing was.
    """

    name: str
    messages: int
    heard: int
    theme_id: str
    together: int
    size: int
    planted: str
    effect: Effect | None

    @property
    def share_of_heard(self) -> float:
        """Of its messages that are heard as critiques, the share in its theme."""
        return self.together / max(self.heard, 1)

    @property
    def share_of_all(self) -> float:
        """Of all its messages, the share in its theme."""
        return self.together / max(self.messages, 1)


def stories(workspace: Workspace, model: ReadModel) -> list[Told]:
    """Every critique story of a demo workspace; EarshotError where nothing was planted."""
    try:
        planted = json.loads((workspace.path / TRUTH).read_text("utf-8"))["stories"]
    except FileNotFoundError as error:
        raise EarshotError(
            f"There is no {TRUTH} in {workspace.path}: give a demo, as `python -m lib demo` makes it."
        ) from error
    rows = ASSIGNMENTS.of(workspace, model).to_pydict()
    assigned = dict(zip(zip(rows["channel"], rows["message_id"], strict=True), rows["theme_id"], strict=True))
    days, inbound = THEME_DAYS.of(workspace, model).to_pandas(), queries.inbound_by_day(model)
    found = []
    for story in planted:
        if story["kind"].startswith(_KIND):
            keys = [(message["channel"], message["message_id"]) for message in story["messages"]]
            themes = Counter(assigned[key] for key in keys if key in assigned)
            theme, together = themes.most_common(1)[0] if themes else ("", 0)
            size = sum(other == theme for other in assigned.values())
            acted = story.get("action_on")
            effect = effect_of(days, inbound, theme, date.fromisoformat(acted)) if acted else None
            found.append(
                Told(story["name"], len(keys), themes.total(), theme, together, size, story.get("effect", ""), effect)
            )
    return found


def table(found: Sequence[Told]) -> list[list[str]]:
    """One row a story, under COLUMNS."""
    return [
        [
            one.name,
            str(one.messages),
            f"{one.heard / max(one.messages, 1):.2f}",
            one.theme_id,
            f"{one.share_of_heard:.2f}",
            f"{one.share_of_all:.2f}",
            f"{one.together / max(one.size, 1):.2f}",
            _effect(one),
        ]
        for one in found
    ]


COLUMNS = ["story", "messages", "heard", "theme", "in it, of heard", "in it, of all", "of the theme", "effect"]


def _effect(one: Told) -> str:
    if one.effect is None or one.effect.ratio is None:
        return ""
    ratio = one.effect.ratio
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f}), planted: {one.planted}"
