"""Importing again, in another order and in other portions: the whole way from files to the published version."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from community import imported
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import TIMES_AS_MANY
from told import told, workspace_with_key

pytestmark = pytest.mark.long

WORDS = ("Grazie!", "Il pacco non arriva", "quando esce?", "[deleted]", "[removed]", "", "è 🙂 così", "nino@x.example")
NAMES = ("marta", "nino", "Aurora", "[deleted]")
START = 1_772_442_000


@st.composite
def comments(draw: st.DrawFn) -> list[str]:
    """Lines of a Reddit archive: few ids, so that they meet; edits, deletions, scores, orphans, broken lines."""
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        number = draw(st.integers(1, 6))
        comment: dict[str, Any] = {
            "id": f"k{number}",
            "author": draw(st.sampled_from(NAMES)),
            "body": draw(st.sampled_from(WORDS)),
            "link_id": "t3_root",
            "parent_id": draw(st.sampled_from(["t3_root", *(f"t1_k{n}" for n in range(1, number))])),
            "created_utc": START + number * 40 * 86_400,
            "edited": draw(st.sampled_from([False, True, START + 400 * 86_400, START + 500 * 86_400])),
            "score": draw(st.integers(-2, 9)),
            "subreddit": "libri",
        }
        for key in draw(st.sets(st.sampled_from(["created_utc", "score", "edited", "parent_id"]), max_size=1)):
            del comment[key]
        lines.append(json.dumps(comment) if draw(st.integers(0, 9)) else "{broken")
    return lines


@settings(max_examples=3 * TIMES_AS_MANY, deadline=None)
@given(comments(), comments())
def test_twice_is_once_and_the_order_of_overlapping_files_does_not_matter(one: list[str], other: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("RC_one", "RC_other")]
        for file, lines in zip(files, (one, other), strict=True):
            # one comment that is whole, so that the file is known for what it is
            file.write_text("\n".join([json.dumps(_whole()), *lines]), encoding="utf-8")
        spaces = [workspace_with_key(Path(folder, name)) for name in ("ab", "ba", "both")]
        accounts = [imported(spaces[0], file) for file in files]
        accounts += [imported(spaces[1], file) for file in reversed(files)]
        accounts.append(imported(spaces[2], *files))
        first = told(spaces[0])
        assert told(spaces[1]) == first
        assert told(spaces[2]) == first
        again = imported(spaces[0], *files)
        assert told(spaces[0]) == first
        assert again.version == accounts[1].version, "nothing new: no new version"
        total = again.total()
        assert (total.imported, total.updated, total.read) == (0, 0, total.unchanged + total.rejected)
        for account in (*accounts, again):
            for file in account.files:
                assert file.adds_up() and file.read == 1 + len(one if file.file == "RC_one" else other)
                assert sum(file.reasons.values()) == file.rejected


def _whole() -> dict[str, Any]:
    return {
        "id": "k0",
        "author": "marta",
        "body": "Le consegne sono lente",
        "link_id": "t3_root",
        "parent_id": "t3_root",
        "created_utc": START,
        "subreddit": "libri",
        "permalink": "/r/libri/comments/root/x/k0/",
    }
