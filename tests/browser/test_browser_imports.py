"""Imports in a real browser: give files, answer what they leave open, import, read the account, see it on Today."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lib.imports.intake import Intake
from lib.imports.jobs import JOB
from lib.imports.run import Wishes
from lib.ingest.mapping import mapping_of
from lib.ingest.profiles import save_profile
from lib.ingest.source import Reading
from lib.storage.workspace import Workspace
from tests.browser.harness import Visitor, choose, click_until, leave, opened_list, serious, visitor
from tests.browser.server import served
from tests.community import imported, workspace_in
from tests.published import LAST, Rows, published_workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]
Look = Callable[..., AbstractContextManager[Visitor]]
LONG = 90_000
"""Milliseconds that an import may take on a busy machine."""
HOSTILE = "../../<img src=x onerror=document.title='stolen'>.csv"
COMMENTS = """id;quando;account;testo;mi piace
c1;2026-03-02 10:00;anna;Quando riapre la libreria? Aspetto da giorni @aurora;3
c2;2026-03-02 10:05;aurora;Domani alle nove, scusate per l'attesa;1
c3;2026-03-02 10:09;bruno;Scrivetemi a bruno@example.org @aurora;0
c4;mai;=1+1;Questa data non si legge;0
c5;2026-03-02 11:00;carla;<b>Che bello</b>, **grazie**;0
c6;2026-03-02 12:00;dario;Il libro è arrivato rovinato, che delusione;2
"""


MAPPING = mapping_of(
    {
        "name": "Commenti della bottega",
        "channel": "instagram",
        "columns": {
            "message_id": "id",
            "created_at": "quando",
            "author_handle": "account",
            "text": "testo",
            "likes": "mi piace",
        },
    },
    "Commenti della bottega",
)


@pytest.fixture
def own(chromium: Browser, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The app over a workspace of one's own that is empty at first: its address and folder."""
    folder = tmp_path / "workspace"
    with served(folder, tmp_path / "app.log", EARSHOT_DATA=str(tmp_path / "data")) as address:
        yield address, folder


@pytest.fixture
def lived_in(own: tuple[str, Path], tmp_path: Path) -> Workspace:
    """The workspace of one's own with one import behind it, through a mapping that was kept."""
    workspace = workspace_in(own[1], name="La Bottega", time_zone="Europe/Rome")
    save_profile(workspace.place("profiles"), MAPPING)
    file = tmp_path / "commenti.csv"
    file.write_text(COMMENTS, "utf-8")
    reading = Reading(mapping=MAPPING, time_zone="Europe/Rome")
    imported(workspace, file, wishes=Wishes(reading, brand_accounts=("aurora",)))
    return Workspace.opened(own[1])


@pytest.fixture
def look(chromium: Browser, own: tuple[str, Path]) -> Look:
    """Somebody who opens Imports; nothing they see may come from outside the machine."""

    @contextmanager
    def looked(path: str = "imports", **wishes: str) -> Iterator[Visitor]:
        with visitor(chromium, own[0], **wishes) as found:
            found.page.set_default_timeout(LONG)
            found.open(path)
            yield found
            assert found.left_the_machine == []

    return looked


def give(found: Visitor, *files: tuple[str, str | bytes]) -> None:
    """Give files by the file chooser."""
    found.page.locator('input[type="file"]').set_input_files(
        [
            {"name": name, "mimeType": "text/csv", "buffer": text if isinstance(text, bytes) else text.encode()}
            for name, text in files
        ]
    )
    found.page.locator('[class*="st-key-panel-given-"]').nth(len(files) - 1).wait_for(timeout=LONG)
    found.settle()


def answer_zone(found: Visitor) -> None:
    """Answer the question for the time zone with what is proposed."""
    found.page.get_by_role("button", name="Go on").first.click()
    found.page.locator("table.preview").first.wait_for()
    found.settle()


def answer_zone_if_asked(found: Visitor) -> None:
    """Answer the question for the time zone, where it is the first."""
    question = found.page.locator(".st-key-panel-given-0 .question").first
    expect(question).to_be_visible(timeout=LONG)
    if "In which one were they written?" in question.inner_text():
        found.page.get_by_role("button", name="Go on").first.click()


def test_the_first_look_says_what_can_be_given(look: Look) -> None:
    for theme in ("light", "dark"):
        with look(theme=theme) as found:
            assert "Nothing has come in yet" in found.page.locator(".opening").inner_text()
            assert found.page.locator("ul.sources li").count() > 15
            assert serious(found) == []


def test_a_refused_file_says_why_and_can_be_left_out(look: Look) -> None:
    with look() as found:
        give(found, ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)), ("notes.txt", "Dear diary, nothing much."))
        first, second = (found.page.locator(f".st-key-panel-given-{n} .refused") for n in (0, 1))
        assert "photo.csv is a picture, not an export" in first.inner_text()
        assert "notes.txt is no export that Earshot knows." in second.inner_text()
        assert found.page.locator(".st-key-imports-start button").is_disabled()
        assert serious(found) == []
        found.page.locator(".st-key-given-out-0 button").first.click()
        expect(found.page.locator('[class*="st-key-panel-given-"]')).to_have_count(1, timeout=LONG)


def test_from_a_table_to_today(look: Look, own: tuple[str, Path]) -> None:
    with look() as found:
        page = found.page
        give(found, (HOSTILE, COMMENTS))
        head = page.locator(".st-key-panel-given-0 h2").first.inner_text()
        assert "/" not in head and "<" not in head
        assert page.title() != "stolen"
        assert "In which one were they written?" in page.locator(".question").first.inner_text()
        assert page.locator(".st-key-imports-start button").is_disabled()
        assert "2026-03-02 10:00" in page.locator("table.columns").inner_text()
        answer_zone(found)

        shown = page.locator("table.preview").inner_text()
        assert "[mail]" in shown and "bruno@example.org" not in shown
        assert "<b>Che bello</b>, **grazie**" in shown
        assert "5 messages" in page.locator(".st-key-panel-given-0 .note").first.inner_text()

        page.get_by_text("Which column is which").click()
        editor = page.locator('[class*="st-key-mapping-0-0"]')
        choose(found, editor.get_by_role("combobox", name="Channel, where no column says it"), "Instagram")
        editor.get_by_role("button", name="Read it so").click()
        expect(page.locator("table.preview")).to_contain_text("Instagram", timeout=LONG)
        found.settle()
        assert serious(found) == []
        editor.get_by_label("Keep this mapping as").fill("Commenti della bottega")
        editor.get_by_role("button", name="Keep").click()
        page.get_by_text("Kept as commenti").wait_for()
        assert "channel: instagram" in (own[1] / "profiles" / "commenti-della-bottega.yaml").read_text("utf-8")

        page.get_by_label("Name of the community").fill("La Bottega")
        leave(found, page.get_by_label("Name of the community"))
        box = page.get_by_role("combobox", name="Our own accounts")
        assert "aurora" in opened_list(found, box).first.inner_text()
        page.keyboard.press("Escape")
        choose(found, box, "aurora")
        page.keyboard.press("Escape")
        expect(page.locator("table.preview")).to_contain_text("our voice", timeout=LONG)

        page.locator(".st-key-imports-start button").click()
        page.locator(".progress").wait_for()
        expect(page.locator(".st-key-panel-wishes")).to_have_count(0, timeout=LONG)  # what was there before has gone
        assert serious(found) == []
        page.locator(".st-key-panel-account").wait_for(timeout=LONG)
        found.settle()
        assert "6 = 5 + 0 + 0 + 1" in page.locator(".st-key-panel-account").inner_text()
        assert "Its time 'mai' cannot be read." in page.locator("table.rejected").inner_text()
        assert serious(found) == []
        with page.expect_download() as caught:
            page.get_by_role("button", name="Download as CSV").click()
        text = Path(caught.value.path()).read_bytes().decode("utf-8-sig")
        cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
        assert "Its time 'mai' cannot be read." in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]

        page.get_by_role("link", name="See it on Today").click()
        page.locator(".figure").first.wait_for()
        found.settle()
        assert "La Bottega" in page.locator(".st-key-bar").inner_text()
        assert page.locator(".st-key-figure-volume .figure-value").inner_text() == "5"


@pytest.mark.usefixtures("lived_in")
def test_the_history_opens_an_account_and_the_same_file_again_changes_nothing(look: Look) -> None:
    with look() as found:
        page = found.page
        expect(page.locator(".opening")).to_contain_text("5 messages came in with 1 import", timeout=LONG)
        give(found, ("commenti.csv", COMMENTS))
        page.get_by_text("Which column is which").click()
        editor = page.locator('[class*="st-key-mapping-0-0"]')
        choose(found, editor.get_by_role("combobox", name="A mapping kept before"), "Commenti della bottega")
        editor.get_by_role("button", name="Read it so").first.click()
        found.settle()
        answer_zone(found)
        page.locator(".st-key-imports-start button").click()
        account = page.locator(".st-key-panel-account")
        expect(account).to_contain_text("6 = 0 + 0 + 5 + 1", timeout=LONG)
        found.settle()
        first = page.locator('[class*="st-key-card-import-"]').last
        import_id = re.findall(r"st-key-card-import-(\S+)", first.get_attribute("class") or "")[0]
        click_until(found, first.get_by_role("link"), re.compile(f"import={import_id}"))
        expect(account).to_contain_text("6 = 5 + 0 + 0 + 1", timeout=LONG)
        page.get_by_role("button", name="Import more").click()
        page.locator('input[type="file"]').wait_for(state="attached")


def test_an_import_is_cancelled_and_leaves_nothing(look: Look) -> None:
    many = "id,created_at,author,text\n" + "".join(
        f"n{n},2026-04-01T10:00:00Z,reader{n % 50},Questo è il messaggio numero {n}\n" for n in range(150_000)
    )
    with look() as found:
        before = found.page.locator(".opening").inner_text()
        give(found, ("facebook.csv", many))
        found.page.locator(".st-key-imports-start button").click()
        found.page.get_by_role("button", name="Cancel").click()
        said = found.page.locator('.question[role="alert"]')
        said.wait_for(timeout=LONG)
        assert "nothing of it was kept" in said.inner_text()
        assert found.page.locator(".opening").inner_text() == before
        assert found.page.locator(".st-key-panel-given-0 h2").inner_text() == "facebook.csv"
        found.page.get_by_role("button", name="Drop all").click()
        expect(found.page.locator('[class*="st-key-panel-given-"]')).to_have_count(0, timeout=LONG)


def test_a_second_session_sees_the_import_of_another(look: Look, lived_in: Workspace) -> None:
    intake = Intake.new(lived_in)
    (intake.folder / JOB).write_text("{}")  # started this moment, by a process that is not ready yet
    try:
        with look() as found:
            assert "An import is under way" in found.page.locator(".opening").inner_text()
            assert found.page.locator('input[type="file"]').count() == 0
            found.page.get_by_role("link", name="Today", exact=True).click()
            found.page.wait_for_url(lambda url: "imports" not in url)
            found.settle()
            assert found.page.locator(".figure, .empty").count() > 0
    finally:
        intake.discard()


def test_the_demo_takes_nothing(chromium: Browser, tmp_path: Path) -> None:
    rows = Rows()
    rows.say("c", "x", LAST, "Uno")
    workspace = published_workspace(tmp_path / "demo", rows.made, is_demo=True)
    with served(workspace.path, tmp_path / "app.log") as address, visitor(chromium, address) as found:
        found.open("imports")
        assert "The demo stays as it is" in found.page.locator(".empty h2").inner_text()
        assert found.page.locator('input[type="file"]').count() == 0
        assert serious(found) == []


def test_an_order_of_dates_that_cannot_be_told_is_asked(look: Look, lived_in: Workspace) -> None:
    text = "id,created_at,author,text\nd1,03/04/2026 10:00,anna,Uno\nd2,05/04/2026 10:00,bruno,Due\n"
    with look() as found:
        give(found, ("instagram.csv", text))
        question = found.page.locator(".st-key-panel-given-0 .question").first
        answer_zone_if_asked(found)
        expect(question).to_contain_text("Which comes first, the day or the month?", timeout=LONG)
        found.page.get_by_role("radio").nth(0).check(force=True)
        found.page.get_by_role("button", name="Go on").first.click()
        expect(found.page.locator("table.preview")).to_contain_text("3 Apr 2026", timeout=LONG)


def test_direct_messages_come_only_where_they_are_asked_for(look: Look, lived_in: Workspace) -> None:
    text = (
        "id,created_at,author,text,kind\n"
        "p1,2026-04-03T10:00:00Z,anna,In privato,direct\n"
        "p2,2026-04-03T11:00:00Z,bruno,Qui,comment\n"
    )
    with look() as found:
        give(found, ("instagram.csv", text))
        wishes = found.page.locator(".st-key-panel-wishes")
        expect(wishes).to_contain_text("1 direct message is left out so far.", timeout=LONG)
        expect(found.page.locator("table.preview")).not_to_contain_text("In privato")
        wishes.get_by_text("Take direct messages as well").click()
        expect(found.page.locator("table.preview")).to_contain_text("In privato", timeout=LONG)
        expect(wishes).not_to_contain_text("left out so far")


def test_a_file_that_lies_in_the_folder_is_offered_and_taken(look: Look, lived_in: Workspace, tmp_path: Path) -> None:
    exports = tmp_path / "data" / "exports"
    exports.mkdir(parents=True)
    (exports / "x.csv").write_text("id,created_at,author,text\nl1,2026-04-03T10:00:00Z,anna,Trovato qui\n", "utf-8")
    with look() as found:
        found.page.locator(".st-key-panel-lying").get_by_text("x.csv").click()
        expect(found.page.locator("table.preview")).to_contain_text("Trovato qui", timeout=LONG)
        found.settle()
        found.page.locator(".st-key-imports-start button").click()
        expect(found.page.locator(".st-key-panel-account")).to_contain_text("1 = 1 + 0 + 0 + 0", timeout=LONG)
    assert (exports / "x.csv").exists(), "what lies there is the user's own"


def test_from_the_demo_one_begins_a_workspace_of_ones_own(chromium: Browser, tmp_path: Path) -> None:
    rows = Rows()
    rows.say("c", "x", LAST, "Uno")
    published_workspace(tmp_path / "data" / "demo", rows.made, is_demo=True)
    where = {"EARSHOT_DATA": str(tmp_path / "data"), "EARSHOT_WORKSPACE": ""}
    with served(None, tmp_path / "app.log", **where) as address, visitor(chromium, address) as found:
        found.open("imports")
        found.page.get_by_role("button", name="Start my own workspace").click()
        expect(found.page.locator(".opening")).to_contain_text("Nothing has come in yet", timeout=LONG)
        found.page.locator('input[type="file"]').wait_for(state="attached")
        assert (tmp_path / "data" / "workspace" / "workspace.json").exists()
