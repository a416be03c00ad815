"""What tests of the sources of chats, forums and reviews share: an export read whole, and exports damaged at random."""

import copy
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from lib.errors import EarshotError
from lib.ingest.registry import named_source, recognised_source
from lib.ingest.source import Export, Reading, Rejection

FIXTURES = Path(__file__).parent / "fixtures" / "ingest"
TIMES_AS_MANY = int(os.environ.get("EARSHOT_TEST_TIMES", "1"))
"""How many times as many examples the long form of a property test tries; `make slow` says 20."""
ROME = Reading(time_zone=ZoneInfo("Europe/Rome"), include_direct=True)


@dataclass(frozen=True)
class Read:
    """All that a source yields of an export, put together."""

    rows: list[dict[str, Any]]
    rejected: list[Rejection]
    notes: list[str]

    def reasons(self) -> list[tuple[int, str]]:
        """(line, reason) of each rejection."""
        return [(r.line, r.reason) for r in self.rejected]


def read(path: Path, source: str | None = None, reading: Reading = ROME, name: str | None = None) -> Read:
    """The export read by the source that recognises it, or by the one named."""
    export = Export(path, name or path.name)
    found = named_source(source) if source else recognised_source(export)
    batches = list(found.read(export, reading))
    return Read(
        [row for batch in batches for row in batch.rows.to_pylist()],
        [r for batch in batches for r in batch.rejected],
        [note for batch in batches for note in batch.notes],
    )


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with some of them changed, cut out or doubled, or with the end missing."""

    @st.composite
    def one(draw: st.DrawFn) -> bytes:
        data = bytearray(whole)
        for _ in range(draw(st.integers(1, 6))):
            at = draw(st.integers(0, max(0, len(data) - 1)))
            act = draw(st.sampled_from(("flip", "cut", "double", "drop")))
            if act == "flip" and data:
                data[at] = draw(st.integers(0, 255))
            elif act == "cut":
                del data[at:]
            elif act == "double":
                data[at:at] = data[at : at + 20]
            else:
                del data[at : at + draw(st.integers(1, 30))]
        return bytes(data)

    return one()


_VALUES = st.sampled_from(
    [None, True, False, 0, -1, 2**70, 1.5, 1e300, "", "x", "\ud83d", "9" * 400, [], {}, [None], {"id": {}}, [[1]]]
)


def retyped(document: Any) -> st.SearchStrategy[Any]:
    """The document with some of its values replaced by values of other types, or taken out."""

    @st.composite
    def one(draw: st.DrawFn) -> Any:
        changed = json.loads(json.dumps(document))
        for _ in range(draw(st.integers(1, 5))):
            place: Any = changed
            while isinstance(place, (dict, list)) and place:
                key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
                if not isinstance(place[key], (dict, list)) or not place[key] or draw(st.integers(0, 3)) == 0:
                    if draw(st.booleans()) and isinstance(place, dict):
                        del place[key]
                    else:
                        place[key] = copy.deepcopy(draw(_VALUES))
                    break
                place = place[key]
        return changed

    return one()


def bears(path: Path, source: str) -> None:
    """Read the export by a source and by recognition; anything but the project's own error goes through."""
    for name in (source, None):
        try:
            read(path, name)
        except EarshotError as error:
            assert str(error)
