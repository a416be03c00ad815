"""A version published while the app serves is shown on the next run, without a restart."""

from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import Browser

from lib.schema import MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import publish
from tests.browser.harness import choose, visitor
from tests.browser.server import served
from tests.published import LAST, Rows, published_workspace

pytestmark = pytest.mark.browser


def test_a_new_version_is_shown_on_the_next_run(chromium: Browser, tmp_path: Path) -> None:
    rows = Rows()
    rows.say("c", "x", LAST - timedelta(hours=3), "Uno")
    workspace = published_workspace(tmp_path / "workspace", rows.made)
    with served(workspace.path, tmp_path / "app.log") as address, visitor(chromium, address) as found:
        found.open()
        assert "18:40" in found.page.locator(".as-of").inner_text()
        newer = rows.made[0] | {"message_id": "newer", "created_at": LAST}
        Lake(workspace).append_messages(pa.Table.from_pylist([newer], schema=MESSAGES).to_reader())
        with workspace.locked():
            publish(workspace)
        choose(found, found.page.locator('[data-testid="stSelectbox"]').first, "Last 90 days")
        found.page.get_by_text("21:40").wait_for()
