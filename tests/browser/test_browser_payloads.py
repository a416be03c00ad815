"""Hostile words, names, file names and decisions are text on every page: nothing loads, runs, or is drawn of them."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lib.critiques.insights import insights
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team.people import add_member
from lib.ui import conversations, critiques, editorial, relationships, signals, team
from lib.ui.registry import CLIENT_ENTRIES, ENTRIES, TODAY
from tests.browser.harness import PATIENCE, Visitor, visitor
from tests.browser.server import served
from tests.payloads import MARK, PAYLOADS, hostile_workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]
VIEWS = {
    "conversations": conversations.VIEWS,
    "critiques": critiques.VIEWS,
    "editorial": editorial.VIEWS,
    "relationships": relationships.VIEWS,
    "signals": signals.VIEWS,
    "team": team.VIEWS,
}
PATHS = [
    "" if entry is TODAY else entry.code + (f"?view={view}" if view else "")
    for entry in ENTRIES
    for view in VIEWS.get(entry.code, {"": ""})
]
INJECTED = """() => {
    const loads = /^(src|href|srcset|data|action)$/;
    const evil = e => [...e.attributes].some(a => /evil\\.test/.test(a.value) && loads.test(a.name));
    const all = [...document.querySelectorAll('*')];
    return [
        ...all.filter(evil), ...document.querySelectorAll('b.injected, .katex, [onerror], [onload]'),
        ...[...document.querySelectorAll('script')].filter(s => /stolen/.test(s.textContent)),
    ].map(e => e.outerHTML.slice(0, 300));
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def address(chromium: Browser, hostile: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(hostile.path, tmp_path_factory.mktemp("log") / "app.log", EARSHOT_PERSON="Anna") as found:
        yield found


@pytest.fixture(scope="module")
def reader(chromium: Browser, address: str) -> Iterator[Visitor]:
    with visitor(chromium, address) as found:
        yield found


@pytest.fixture(scope="module")
def seen(reader: Visitor) -> Callable[[str], str]:
    """Looks at a path, once for all tests."""
    return cache(partial(look, reader))


def look(found: Visitor, path: str) -> str:
    """Open a path, and everything that is folded there; what it says. Fails where anything of a payload came alive."""
    dialogs: list[str] = []
    found.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    sign = "&" if "?" in path else "?"
    found.page.goto(f"{found.address}/{path}{sign}period=all")
    found.page.wait_for_selector(".opening, .empty", timeout=PATIENCE)
    found.settle()
    for folded in found.page.get_by_test_id("stExpander").locator("summary").all()[:12]:
        folded.click()
    found.settle()
    said = found.page.locator("body").inner_text()
    # What the frame offers is the same on all pages: it is opened on the first.
    own = ":not(.st-key-bar *)" if path else ""
    menus = found.page.locator(f'[data-testid="stPopoverButton"]{own}').filter(visible=True)
    for place in range(min(menus.count(), 12)):
        menus.nth(place).click()
        found.page.wait_for_timeout(150)
        said += found.page.locator("body").inner_text()
        assert found.page.evaluate(INJECTED) == []
        found.page.keyboard.press("Escape")
    assert found.page.get_by_test_id("stException").count() == 0
    assert found.page.evaluate("window.stolen") is None
    assert found.page.evaluate(INJECTED) == []
    assert (dialogs, found.left_the_machine) == ([], [])
    return said


@pytest.mark.parametrize("path", PATHS)
def test_a_page_shows_payloads_as_text(seen: Callable[[str], str], path: str) -> None:
    assert seen(path)


def test_payloads_were_on_these_pages(seen: Callable[[str], str], hostile: Workspace) -> None:
    """The proof is none where nothing of them was shown: their very words, in what is opened one by one."""
    records = Records.of(hostile)
    of_each = {one.claim if one.decision else "only heard": one for one in insights(records)}
    assert set(of_each) == {*PAYLOADS.values(), "only heard"}
    opened = [f"critiques?view=insights&insight={one.insight_id}" for one in of_each.values()]
    records.close()
    lists = ("conversations?view=list", "conversations?view=messages", "imports", "team", "editorial?view=ideas")
    paths = [*opened, *lists]
    said = " ".join(" ".join(seen(path).split()) for path in paths)
    for name, payload in PAYLOADS.items():
        assert " ".join(payload.split()) in said, name
    assert said.count(MARK) > 50


def test_a_client_sees_neither_payloads_alive_nor_names(chromium: Browser, hostile: Workspace, tmp_path: Path) -> None:
    records = Records.of(hostile)
    add_member(records, Actor("Anna", "admin"), "Carla", ("client",))
    records.close()
    with (
        served(hostile.path, tmp_path / "app.log", EARSHOT_PERSON="Carla") as address,
        visitor(chromium, address) as found,
    ):
        for entry in CLIENT_ENTRIES:
            said = look(found, "" if entry is CLIENT_ENTRIES[0] else entry.code)
            for payload in PAYLOADS.values():
                assert f"{payload} 0-" not in said and "@h" not in said
            assert found.page.locator("a[target=_blank]").count() == 0
