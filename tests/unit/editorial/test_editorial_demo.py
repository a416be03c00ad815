"""The campaigns planted in the demo: each called right, and hardly any other post called anything."""

from pathlib import Path
from typing import Any

from lib.editorial.quality import quality_of
from lib.storage.workspace import Workspace


def test_planted_campaigns_are_called_right_and_hardly_any_other(
    planted_community: Path, planted_truth: dict[str, Any]
) -> None:
    found = quality_of(Workspace.opened(planted_community), planted_truth)
    assert [one for one in found["planted"] if one["planted"] != one["verdict"]] == []
    assert found["right"] == len(found["planted"]) == 10
    others = sum(found["others"].values())
    assert others > 600 and len(found["others_called"]) <= 0.02 * others
    for one in found["others_called"]:
        assert one["reason"] in ("comments", "mood", "critiques", "silence")
