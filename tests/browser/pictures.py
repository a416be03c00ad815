"""`python -m tests.browser.pictures`: pictures of each page, light and dark, Italian and English, to look at.

They are taken over a published community made for tests, at 1366 × 768, into `tests/browser/shots/`.
"""

import tempfile
from pathlib import Path

from tests.browser.harness import browser, served, visitor
from tests.published import published_workspace

SHOTS = Path(__file__).parent / "shots"
PATHS = {
    "today": "",
    "monitor": "conversations?view=monitor&period=28d",
    "list": "conversations?view=list&period=28d",
    "search": "conversations?view=messages&period=all&q=libro",
    "thread": "conversations?view=list&channel=youtube&conversation=long",
    "nothing": "conversations?view=messages&period=2020-01-01",
    "imports": "imports",
}


def take() -> None:
    """Take all of them."""
    SHOTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        workspace = published_workspace(Path(folder) / "community")
        with served(workspace.path, Path(folder) / "app.log") as address:
            for theme, locale in (("light", "en-GB"), ("dark", "it-IT")):
                with visitor(opened, address, theme=theme, locale=locale) as found:
                    for name, path in PATHS.items():
                        found.open(path)
                        found.page.screenshot(path=SHOTS / f"{name}-{theme}-{locale[:2]}.png")


if __name__ == "__main__":
    take()
