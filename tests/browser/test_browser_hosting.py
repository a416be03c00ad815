"""Hosted: people sign in at a real provider, see their own communities in their own role, and nobody else's."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from lib.storage.audit import READ, Actor
from lib.storage.records import Records
from lib.storage.tables import AUDIT
from lib.storage.workspace import Workspace
from lib.team.people import add_member
from tests.browser.harness import Visitor, visitor
from tests.browser.server import free_port, served
from tests.oidc.provider import Provider, provider
from tests.published import published_workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]
PEOPLE = {
    "anna@example.org": "Anna Amministra",
    "bruno@example.org": "Bruno Bianchi",
    "carla@example.org": "Carla Cliente",
    "dora@example.org": "Dora Dorigo",
    "ettore@example.org": "Ettore Estraneo",
    "iris@example.org": "Iris Inattiva",
}
ROLES = {"bruno@example.org": ("smm",), "carla@example.org": ("client",)}


class Hosted(NamedTuple):
    """A hosted app: its address, the provider it sends people to, and the folder of its workspaces."""

    address: str
    provider: Provider
    folder: Path


@pytest.fixture(scope="module")
def communities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two communities: in "aurora" work Bruno and Carla, in "officina" Dora."""
    folder = tmp_path_factory.mktemp("hosted")
    for name, title in (("aurora", "Libreria Aurora"), ("officina", "Officina Dora")):
        made = published_workspace(folder / name)
        made.with_preferences(type(made.preferences)(**{**vars(made.preferences), "name": title}))
        records = Records.of(made)
        chief = Actor("chief", "admin")
        for email, roles in ROLES.items() if name == "aurora" else [("dora@example.org", ("cm",))]:
            add_member(records, chief, PEOPLE[email], roles, email)
        records.close()
    return folder


@pytest.fixture(scope="module")
def hosted(chromium: Browser, communities: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    port, place = free_port(), tmp_path_factory.mktemp("secrets")
    with provider(PEOPLE) as found:
        given = {
            "EARSHOT_WORKSPACES": str(communities),
            "EARSHOT_WORKSPACE": "",
            "EARSHOT_ADMINS": "anna@example.org",
            "STREAMLIT_SECRETS_FILES": str(found.secrets_file(place, f"http://127.0.0.1:{port}")),
        }
        with served(communities, place / "app.log", port=port, **given) as address:
            yield Hosted(address, found, communities)


@pytest.fixture
def arrive(chromium: Browser, hosted: Hosted) -> Iterator[Callable[..., Visitor]]:
    """Somebody with a browser of their own signs in and comes to this path of the app."""
    opened = []

    def arrived(name: str, path: str = "") -> Visitor:
        context = visitor(chromium, hosted.address)
        found = context.__enter__()
        opened.append((context, found))
        found.page.goto(f"{hosted.address}/{path}")
        found.page.get_by_role("button", name="Sign in").click()
        found.page.get_by_role("link", name=name).click()
        found.page.wait_for_selector(".opening, .empty.error")
        found.settle()
        return found

    yield arrived
    for context, found in opened:
        assert found.left_the_machine == []
        context.__exit__(None, None, None)


def acts(folder: Path, person: str) -> list[tuple[str, str, str]]:
    """What the audit trail of a workspace says of a person: action, subject and id, in order."""
    records = Records.of(Workspace.opened(folder))
    with records.reading() as connection:
        rows = connection.execute(select(AUDIT).where(AUDIT.c.person == person).order_by(AUDIT.c.number)).all()
    records.close()
    return [(row.action, row.subject, row.subject_id) for row in rows]


@pytest.mark.parametrize("path", ["", "conversations", "relationships", "imports", "signals?view=label"])
def test_nothing_is_shown_before_signing_in(hosted: Hosted, chromium: Browser, path: str) -> None:
    with visitor(chromium, hosted.address) as found:
        found.page.goto(f"{hosted.address}/{path}")
        expect(found.page.get_by_text("Sign in to go on.")).to_be_visible()
        expect(found.page.get_by_role("button", name="Sign in")).to_be_visible()
        found.settle()
        said = found.page.locator("body").inner_text()
        assert "waiting" not in said and "Aurora" not in said and "Conversations" not in said


def test_somebody_signs_in_sees_their_name_and_signs_out(arrive: Callable[..., Visitor]) -> None:
    found = arrive("Bruno Bianchi")
    expect(found.page.locator(".opening")).to_contain_text("waiting")
    found.page.get_by_role("button", name="Bruno Bianchi · SMM").click()
    expect(found.page.get_by_text("Not Carla")).to_have_count(0)
    with found.page.expect_event("load"):  # the app says so first, and then the browser is sent out and back again
        found.page.get_by_role("button", name="Sign out").click()
    expect(found.page.get_by_text("Sign in to go on.")).to_be_visible()
    found.settle()
    found.page.reload()
    expect(found.page.get_by_text("Sign in to go on.")).to_be_visible()


def test_who_is_no_member_is_told_so(arrive: Callable[..., Visitor]) -> None:
    found = arrive("Ettore Estraneo")
    sentence = "ettore@example.org is not a member of any community here: ask an administrator to add this address."
    expect(found.page.get_by_text(sentence)).to_be_visible()
    expect(found.page.locator(".opening")).to_have_count(0)
    found.page.goto(f"{found.address}/conversations?workspace=aurora")
    expect(found.page.get_by_text(sentence)).to_be_visible()
    expect(found.page.get_by_role("button", name="Sign out")).to_be_visible()


def test_each_sees_their_own_communities(arrive: Callable[..., Visitor], hosted: Hosted) -> None:
    found = arrive("Dora Dorigo")
    expect(found.page.locator(".st-key-workspace")).to_contain_text("Officina Dora")
    for path in ("?workspace=aurora", "conversations?workspace=aurora", "?workspace=../aurora", "?workspace=none"):
        found.page.goto(f"{found.address}/{path}")
        expect(found.page.get_by_text("There is no community of this name for you: open one of yours.")).to_be_visible()
        assert "Aurora" not in found.page.locator("body").inner_text()
    found.page.get_by_role("button", name="Open one of mine").click()
    expect(found.page.locator(".st-key-workspace")).to_contain_text("Officina Dora")
    assert ("first sign-in", "member", "Dora Dorigo") not in acts(hosted.folder / "aurora", "earshot")


def test_an_administrator_changes_between_communities(arrive: Callable[..., Visitor]) -> None:
    found = arrive("Anna Amministra")
    menu = found.page.locator(".st-key-workspace-menu button").first
    expect(menu).to_contain_text("Libreria Aurora")
    menu.click()
    found.page.get_by_role("button", name="Officina Dora").click()
    expect(menu).to_contain_text("Officina Dora")
    found.page.wait_for_url("**workspace=officina**")
    found.page.keyboard.press("Escape")  # a click beside an open menu only closes it
    found.settle()
    found.page.get_by_test_id("stTopNavLink").filter(has_text="Critiques").click()
    expect(menu).to_contain_text("Officina Dora")
    found.page.wait_for_url("**/critiques?**workspace=officina**")


def test_a_client_looks_and_finds_no_other_page(arrive: Callable[..., Visitor]) -> None:
    found = arrive("Carla Cliente")
    expect(found.page.locator(".opening")).to_contain_text("No insight was shared with you yet.")
    links = found.page.get_by_test_id("stTopNavLink")
    expect(links).to_have_text(["Today", "Insights", "Personas"])
    for path in ("conversations", "critiques", "relationships", "team", "editorial", "imports", "signals", "personas"):
        found.page.goto(f"{found.address}/{path}?workspace=aurora")
        found.page.wait_for_selector(".opening")
        found.settle()
        expect(links).to_have_text(["Today", "Insights", "Personas"])
        expect(found.page.locator(".opening")).to_contain_text("No insight was shared with you yet.")
        assert found.page.locator(".card, [data-testid='stFileUploader']").count() == 0


def test_what_was_opened_and_taken_away_is_written_down_once(arrive: Callable[..., Visitor], hosted: Hosted) -> None:
    found = arrive("Bruno Bianchi")
    before = len(acts(hosted.folder / "aurora", "Bruno Bianchi"))
    for path in ("conversations?view=list&channel=instagram&conversation=c000", "relationships?view=person&person=a1"):
        found.page.goto(f"{found.address}/{path}&period=all")
        found.page.wait_for_selector(".opening")
        found.settle()
    found.page.goto(f"{found.address}/critiques?period=all")
    found.page.locator(".st-key-critiques-export button").first.click()
    found.page.get_by_role("button", name="Prepare the files").click()
    with found.page.expect_download() as loaded:
        found.page.get_by_role("button", name="CSV").click()
    assert loaded.value.suggested_filename == "critiques.csv"
    reads = [act for act in acts(hosted.folder / "aurora", "Bruno Bianchi")[before:] if act[0] == READ]
    assert [subject for _, subject, _ in reads].count("export") == 1
    assert ("read", "person", "a1") in reads
    assert len(reads) == len(set(reads))


def test_who_does_nothing_is_signed_out_by_itself(chromium: Browser, communities: Path, tmp_path: Path) -> None:
    records = Records.of(Workspace.opened(communities / "aurora"))
    add_member(records, Actor("chief", "admin"), "Iris Inattiva", ("cm",), "iris@example.org")
    records.close()
    port = free_port()
    with provider(PEOPLE) as found:
        given = {
            "EARSHOT_IDLE_MINUTES": "0.2",
            "STREAMLIT_SECRETS_FILES": str(found.secrets_file(tmp_path, f"http://127.0.0.1:{port}")),
        }
        with (
            served(communities / "aurora", tmp_path / "app.log", port=port, **given) as address,
            visitor(chromium, address) as who,
        ):
            who.page.goto(address)
            who.page.get_by_role("button", name="Sign in").click()
            who.page.get_by_role("link", name="Iris Inattiva").click()
            expect(who.page.locator(".opening")).to_be_visible()
            expect(who.page.get_by_role("button", name="Sign in")).to_be_visible()
            expect(who.page.locator(".opening")).to_have_count(0)
            assert "/logout" in found.asked
            found.issued_ago = 3600  # a token of an hour ago, of which this process knows nothing
            who.page.get_by_role("button", name="Sign in").click()
            who.page.get_by_role("link", name="Iris Inattiva").click()
            expect(who.page.get_by_role("button", name="Sign in")).to_be_visible()
            expect(who.page.locator(".opening")).to_have_count(0)


def test_an_address_that_was_not_verified_opens_nothing(chromium: Browser, communities: Path, tmp_path: Path) -> None:
    port = free_port()
    with provider(PEOPLE, verified=False) as found:
        given = {"STREAMLIT_SECRETS_FILES": str(found.secrets_file(tmp_path, f"http://127.0.0.1:{port}"))}
        with (
            served(communities / "officina", tmp_path / "app.log", port=port, **given) as address,
            visitor(chromium, address) as who,
        ):
            who.page.goto(address)
            who.page.get_by_role("button", name="Sign in").click()
            who.page.get_by_role("link", name="Dora Dorigo").click()
            expect(who.page.get_by_text("is not a member of any community here")).to_be_visible()


def test_nobody_is_let_in_where_a_provider_is_missing(chromium: Browser, communities: Path, tmp_path: Path) -> None:
    with (
        served(communities / "aurora", tmp_path / "app.log", EARSHOT_SIGN_IN="required") as address,
        visitor(chromium, address) as who,
    ):
        who.page.goto(address)
        expect(who.page.get_by_role("alert")).to_contain_text("Nobody can sign in yet")
        expect(who.page.locator(".opening")).to_have_count(0)


def test_the_server_listens_to_this_machine_alone(hosted: Hosted) -> None:
    """Whoever listens to every address of a machine also answers on the second of the loopback's."""
    port = int(hosted.address.rsplit(":", 1)[1])
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=5)
