"""Hostile words in everything that goes out: exports, reports, the terminal. They stay text, and are all there."""

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from markdown_it import MarkdownIt
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from lib import console
from lib.critiques import queries
from lib.critiques.evidence import evidence
from lib.critiques.exports import FORMATS, as_bytes, critique_rows, insight_rows
from lib.critiques.insights import insights
from lib.imports.rejected import rejected_csv
from lib.personas.export_html import html_of
from lib.personas.export_slides import pptx_of
from lib.personas.sheet import Line, Part, Said, Sheet
from lib.reports.brief import Asked, brief_of
from lib.reports.document import Brief
from lib.reports.writing import made
from lib.schema import REJECTED
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.ui.markup import JOINER, chart_text, joined, markdown_text, tag
from tests.payloads import MARK, PAYLOADS, hostile_workspace

EACH = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
STEERING = ("[bold]x[/] [link=https://evil.test]y[/link]", "a\x1b[31mb\x9bc\x07")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def records(hostile: Workspace) -> Iterator[Records]:
    opened = Records.of(hostile)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def model(hostile: Workspace) -> Iterator[ReadModel]:
    opened = ReadModel.current(hostile)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=[False, True], ids=["ours", "client"])
def brief(request: pytest.FixtureRequest, hostile: Workspace, records: Records) -> Brief:
    return brief_of(hostile, records, Asked("all", is_client=request.param))


class Seen(HTMLParser):
    """What a browser would make of a document: its elements, what they would load or run, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key.startswith("on") or (value and "evil.test" in value and key in ("src", "href", "action", "srcset")):
                self.alive.append(f"{name}.{key}={value}")
        if name in ("script", "iframe", "object", "embed", "form") or ("class", "injected") in attrs:
            self.alive.append(name)

    def handle_data(self, data: str) -> None:
        self.text += data


def cells(content: bytes) -> list[str]:
    """Every cell of a workbook; none may be a formula or a link."""
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f" and cell.hyperlink is None, cell.value
                found.append(str(cell.value or ""))
    return found


def slides(content: bytes) -> str:
    """The words of a presentation; nothing on it may lead outside."""
    said = []
    for slide in Presentation(io.BytesIO(content)).slides:
        assert not [rel for rel in slide.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK]
        said += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return " ".join(said)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_brief_as_a_page_is_inert(brief: Brief) -> None:
    seen = Seen(made(brief, "html").decode())
    assert seen.alive == [] and MARK in seen.text


def test_the_brief_as_sheets_is_inert(brief: Brief) -> None:
    found = cells(made(brief, "xlsx"))
    assert not [cell for cell in found if cell.startswith(FORMULA) and MARK in cell]
    assert MARK in " ".join(found)


def test_the_brief_as_slides_is_inert(brief: Brief) -> None:
    assert MARK in slides(made(brief, "pptx"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_of_critiques_and_insights_are_inert(
    kind: str, hostile: Workspace, records: Records, model: ReadModel
) -> None:
    linked = evidence(records)
    messages = queries.evidence_messages(model, channels=list(linked.channel), ids=list(linked.message_id))
    fresh = queries.fresh_critiques(model, first=0, count=500)
    themes = fresh[["channel", "message_id"]].assign(theme_id="t1")
    names = {"t1": PAYLOADS["formula"]}
    assert {"csv", "xlsx"} == set(FORMATS) - {"parquet"}  # which no program takes for formulas
    for frame in (insight_rows(insights(records), linked, messages), critique_rows(fresh, names, themes)):
        content = as_bytes(frame, kind)
        if kind == "xlsx":
            found = cells(content)
        else:
            found = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line]
        assert not [cell for cell in found if cell.startswith(FORMULA) and MARK in cell]
        for payload in PAYLOADS.values():
            assert plain(payload) in plain(" ".join(found))


@EACH
def test_rejected_rows_are_inert(payload: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("rejected") / "rejected.parquet"
    row = {name: payload if pa.types.is_string(REJECTED.field(name).type) else None for name in REJECTED.names}
    pq.write_table(pa.Table.from_pylist([row], schema=REJECTED), path)
    lines = list(csv.reader(io.StringIO(rejected_csv(path).decode("utf-8-sig"))))
    assert not [cell for cell in lines[1] if cell.startswith(FORMULA)]
    assert payload in lines[1] or f"'{payload}" in lines[1]


@EACH
def test_a_persona_card_that_goes_out_is_inert(payload: str) -> None:
    said = Said(payload, payload, payload, payload, payload, False)
    part = Part("wants", payload, payload, (Line(payload, 0.5, 0.4, 0.6, payload),), (said,), payload, "")
    unknown = Part("fears", payload, payload, (), (), "", payload)
    sheet = Sheet("p1", payload, payload, ((payload, payload),), ((payload, payload),), (part,), (unknown,), said)
    seen = Seen(html_of(sheet))
    assert seen.alive == [] and payload in seen.text
    assert plain(payload) in plain(slides(pptx_of([sheet])))


@EACH
def test_markup_of_the_app_is_inert(payload: str) -> None:
    seen = Seen(joined(tag("p", payload, title=payload), payload).html)
    assert seen.alive == [] and seen.text == payload * 2
    label = Seen(MarkdownIt("commonmark").render(markdown_text(payload)))
    assert label.alive == [] and plain(label.text.replace(JOINER, "")) == plain(payload)
    assert "$" not in markdown_text(payload).replace("\\$", "") and ":" not in markdown_text(payload).replace("\\:", "")
    assert Seen(chart_text(payload)).text == payload


@pytest.mark.parametrize(
    "text", [*PAYLOADS.values(), "[bold]x[/] [link=https://evil.test]y[/link]", "a\x1b[31mb\x9bc\x07"]
)
def test_a_terminal_shows_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(console, "OUT", console.Console(file=out, width=2000, force_terminal=False))
    console.show_table([text], [[text]], title=text)
    shown = "".join(sign for sign in text if sign >= " " and sign not in "\x7f\x9b")
    assert out.getvalue().count(shown) == 3
    assert "\x1b" not in out.getvalue() and "\x9b" not in out.getvalue() and "\x07" not in out.getvalue()
