"""`make pictures`: the pictures of the README, over the demo; `--shots` the same pages of a small community to look at.

The README's lie in docs/pictures/, at 1366 × 768, in a palette of 128 colours so that they stay small; those to look
at in tests/browser/shots/.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from lib.demo.build import build_demo
from lib.settings import ROOT
from tests.browser.harness import PATIENCE, Visitor, browser, visitor
from tests.browser.server import served
from tests.published import published_workspace

SHOTS = Path(__file__).parent / "shots"
PICTURES = ROOT / "docs" / "pictures"
PATHS = {
    "today": "",
    "monitor": "conversations?view=monitor&period=28d",
    "list": "conversations?view=list&period=28d",
    "search": "conversations?view=messages&period=all&q=libro",
    "thread": "conversations?view=list&channel=youtube&conversation=long",
    "nothing": "conversations?view=messages&period=2020-01-01",
    "imports": "imports",
}
LOOKS = (("light", "en-GB"), ("dark", "it-IT"))
DEMO_PATHS = {
    "today": ("", LOOKS),
    "monitor": ("conversations?view=monitor&period=365d", LOOKS),
    "queue": ("conversations?view=queue&period=28d", LOOKS),
    "critiques": ("critiques?view=themes&period=365d", LOOKS),
    "personas": ("personas", LOOKS),
    "relationships": ("relationships?view=ties&period=365d", LOOKS),
    "editorial": ("editorial?period=2026-08-20..2026-09-20&verdict=failure", LOOKS),
    "team": ("team", LOOKS),
    "signals": ("signals", LOOKS[:1]),
    "search": ("conversations?view=messages&period=all&q=copertina", LOOKS[:1]),
    "imports": ("imports", LOOKS[:1]),
}
"""The README's pictures: address, and in which theme and language."""
WITH_CHART = ("today", "monitor")
PERSON = "Anna Ferri"
"""Who is seen to sit before the pictures, whatever the account is called that takes them."""
CONVERSATIONS = ROOT.parent / "shared" / "data" / "conversations"
SAMPLES = {"twcs": "twcs_5k/twcs.csv", "freecodecamp": "youtube_freecodecamp/comments.csv"}
"""Real communities, by the name of their picture."""
COVER = """
.quote, .quote *, [class*="st-key-queue-row-theme-"] .meta, [class*="st-key-queue-row-theme-"] .meta * {
  color: transparent !important; background: rgb(128 128 128 / 22%) !important; border-radius: 4px;
}
"""
"""Covers what people wrote and what they are called; the words themselves are not painted."""


def take_of_demo(workspace: Path, folder: Path) -> None:
    """Take the README's pictures over this workspace."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with browser() as opened, served(workspace, folder / "app.log", EARSHOT_PERSON=PERSON) as address:
        for theme, locale in LOOKS:
            with visitor(opened, address, theme=theme, locale=locale) as found:
                for name, (path, looks) in DEMO_PATHS.items():
                    if (theme, locale) in looks:
                        found.open(path)
                        _wait_for_work(found)
                        if name in WITH_CHART:
                            found.page.wait_for_selector(".js-plotly-plot .main-svg", timeout=PATIENCE)
                            found.settle()
                        if found.page.query_selector('[data-testid="stException"], .error'):
                            raise SystemExit(f"{name} shows an error: no picture of that.")
                        target = PICTURES / f"{name}-{theme}-{locale[:2]}.png"
                        found.page.screenshot(path=target)
                        _shrink(target)


def take_of_samples(folder: Path) -> None:
    """The themes of the real communities that lie in ../shared, what people wrote covered; none where none is there."""
    for name, path in SAMPLES.items():
        if not (CONVERSATIONS / path).exists():
            sys.stderr.write(f"no picture of {name}: {CONVERSATIONS / path} is not there\n")
            continue
        workspace = folder / name
        given = [sys.executable, "-m", "lib", "import", str(CONVERSATIONS / path), "--workspace", str(workspace)]
        subprocess.run(given, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        take_of_sample(name, workspace, folder)


def take_of_sample(name: str, workspace: Path, folder: Path) -> None:
    """The themes of this workspace, covered."""
    with browser() as opened, served(workspace, folder / f"{name}.log", EARSHOT_PERSON=PERSON) as address:
        with visitor(opened, address) as found:
            found.open("critiques?view=themes&period=all")
            _wait_for_work(found)
            found.page.wait_for_selector(".js-plotly-plot .main-svg", timeout=PATIENCE)
            found.settle()
            found.page.add_style_tag(content=COVER)
            target = PICTURES / f"critiques-{name}.png"
            found.page.screenshot(path=target)
            _shrink(target)


def _wait_for_work(found: Visitor) -> None:
    """Until what is worked out once after an import (themes, personas, the graph) is there."""
    found.page.wait_for_selector('[data-testid="stSpinner"]', state="detached", timeout=10 * PATIENCE)
    found.settle()


def take_shots(folder: Path) -> None:
    """Take every page over a small community made for tests."""
    SHOTS.mkdir(exist_ok=True)
    workspace = published_workspace(folder / "community")
    with browser() as opened, served(workspace.path, folder / "app.log", EARSHOT_PERSON=PERSON) as address:
        for theme, locale in LOOKS:
            with visitor(opened, address, theme=theme, locale=locale) as found:
                for name, path in PATHS.items():
                    found.open(path)
                    found.page.screenshot(path=SHOTS / f"{name}-{theme}-{locale[:2]}.png")


def _shrink(path: Path) -> None:
    """The picture in 128 colours, with the imaging library that Streamlit brings: a fraction of the size."""
    with Image.open(path) as taken:
        few = taken.convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> None:
    """Take the pictures that were asked for; the demo is built for it unless one is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", action="store_true", help="the pages of a small community, to look at")
    parser.add_argument("--samples", action="store_true", help="only those of the real communities in ../shared")
    parser.add_argument("--workspace", type=Path, help="a demo that stands already")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wishes.shots:
            take_shots(Path(folder))
            return
        take_of_samples(Path(folder))
        if wishes.samples:
            return
        workspace = wishes.workspace or Path(folder) / "demo"
        build_demo(workspace)
        take_of_demo(workspace, Path(folder))


if __name__ == "__main__":
    main()
