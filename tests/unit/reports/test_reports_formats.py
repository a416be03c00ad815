"""The three formats: nothing in them runs or asks for anything, charts can be edited, and nothing is half written."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from lib.errors import EarshotError, UnknownName
from lib.reports import jobs
from lib.reports.brief import Asked
from lib.reports.document import Brief, Chart, Column, Series, Table
from lib.reports.drawing import scale, svg_of
from lib.reports.writing import made, target, write
from lib.settings import ROOT
from lib.storage.workspace import Workspace
from tests.briefs import CASES, CLAIM

pytestmark = pytest.mark.long

Written = Callable[[Asked], Brief]


def test_the_page_holds_text_and_drawings_only(written: Written) -> None:
    page = made(written(CASES["en"]), "html").decode()
    tags = set(re.findall(r"<([a-zA-Z]\w*)", page))
    assert not tags & {"script", "img", "iframe", "object", "link", "form", "base"}
    assert not re.search(r"<[^>]+\s(?:on\w+|src|srcset|action|xlink:href)=", page)
    assert set(re.findall(r'href="([^"]*)"', page)) <= {f"#{s.code}" for s in written(CASES["en"]).sections} | {
        "#definitions"
    }
    assert "url(" not in page and "@import" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "\x07" not in page
    assert page.count("<svg") == sum(len(section.charts) for section in written(CASES["en"]).sections)


def test_every_chart_of_the_deck_can_be_edited(written: Written) -> None:
    found = written(CASES["en"])
    deck = Presentation(io.BytesIO(made(found, "pptx")))
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    wanted = [chart for section in found.sections for chart in section.charts]
    assert sorted(shape.name for shape in charts) == sorted(chart.code for chart in wanted)
    for shape in charts:
        chart = next(one for one in wanted if one.code == shape.name)
        drawn = {one.name: tuple(one.values) for one in shape.chart.plots[0].series}
        for series in chart.series:
            assert drawn[series.name] == pytest.approx(series.values, nan_ok=True)
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert [row[0].value for row in book.active.iter_rows(min_row=2)] == list(shape.chart.plots[0].categories)
    assert all(slide.has_notes_slide for slide in deck.slides)
    assert "Net sentiment" in deck.slides[0].notes_slide.notes_text_frame.text


def test_everything_on_a_slide_is_on_it(written: Written) -> None:
    deck = Presentation(io.BytesIO(made(written(CASES["en"]), "pptx")))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height, shape.name


def test_no_cell_of_the_sheets_is_a_formula(written: Written) -> None:
    content = made(written(CASES["en"]), "xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert f"'{CLAIM}" in texts and CLAIM not in texts
    assert not [text for text in texts if re.match(r"[=@\t\r]|[+-](?!\d+ )", text) and not re.match(r"\+\d+$", text)]
    assert [cell for cell in cells if cell.is_date]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not [name for name in packed.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_a_name_of_a_series_cannot_begin_a_formula_behind_a_chart(written: Written) -> None:
    from dataclasses import replace

    found = written(CASES["en"])
    evil = Chart("evil", "bars", "t", "m", ("=1+1", "@x"), (Series('=HYPERLINK("https://x")', (1.0, None), "#6B3FA0"),))
    section = replace(found.sections[0], charts=(evil,), tables=())
    deck = Presentation(io.BytesIO(made(replace(found, sections=(section,)), "pptx")))
    (shape,) = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    assert [cell.data_type for row in book.active.iter_rows() for cell in row].count("f") == 0
    assert 'aria-label="t. m. =HYPERLINK(&quot;https://x&quot;): =1+1 1, @x –"' in svg_of(evil)


@pytest.mark.parametrize("values", [[0.0], [0.0, 1.0], [0.0, 0.4], [-38.0, 61.0], [0.0, 12_345_678.0], [-3.0, -2.0]])
def test_an_axis_has_round_marks_around_its_values(values: list[float]) -> None:
    low, high, marks = scale(values)
    assert low <= min(values) and high >= max(values) and low < high
    assert 2 <= len(marks) <= 7 and marks == sorted(marks)


def test_a_table_says_what_it_leaves_out() -> None:
    table = Table("t", "T", (Column("a"),), tuple((str(place),) for place in range(5)), total=9, note="own")
    assert table.note_of(3) == "The first 3 of 9." and table.note_of(12) == "The first 5 of 9."
    assert Table("t", "T", (Column("a"),), (("1",),), note="own").note_of(12) == "own"


@pytest.mark.parametrize(
    ("name", "format_", "kind", "sentence"),
    [
        ("brief.docx", "", UnknownName, "written as html, pptx, xlsx"),
        ("brief.html", "pptx", UnknownName, "does not end in .pptx"),
        ("brief", "html", UnknownName, "does not end in .html"),
        ("nowhere/brief.html", "", EarshotError, "There is no folder"),
    ],
)
def test_a_place_where_it_cannot_be_written_is_one_sentence(
    tmp_path: Path, name: str, format_: str, kind: type[EarshotError], sentence: str
) -> None:
    with pytest.raises(kind, match=sentence):
        target(tmp_path / name, format_)


def test_what_stood_there_stays_where_it_cannot_be_written(written: Written, tmp_path: Path) -> None:
    (tmp_path / "brief.html").mkdir()
    with pytest.raises(EarshotError, match="cannot be written"):
        target(tmp_path / "brief.html")
    to = target(tmp_path / "later.html")
    (tmp_path / "later.html").mkdir()
    with pytest.raises(EarshotError, match="cannot be written"):
        write(written(CASES["en"]), to)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.html", "later.html"]


def run(*arguments: str, workspace: Workspace) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "lib", "report", *arguments, "--workspace", str(workspace.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_writes_it(told: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "b.html"
    found = run("--format", "html", "--out", str(out), "--language", "it", "--client", "--json", workspace=told)
    assert (found.returncode, json.loads(found.stdout)) == (0, {"path": str(out)}), found.stderr
    assert '<html lang="it">' in out.read_text("utf-8")
    refused = run("--out", str(out), "--from", "2030-01-01", workspace=told)
    assert refused.returncode == 1 and "still to come" in refused.stderr and "Traceback" not in refused.stderr
    assert run("--out", str(tmp_path / "b.doc"), workspace=told).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["b.html"]


def test_a_job_makes_it_beside_the_app(told: Workspace) -> None:
    job = jobs.start(told, Asked("week", language="it"), "xlsx")
    jobs._children[job.folder].wait(timeout=180)
    assert job.end == "" and job.state.done == job.state.of - 1
    assert openpyxl.load_workbook(io.BytesIO(job.take())).sheetnames[0] == "Brief"
    assert not job.folder.exists()


def test_a_job_says_why_it_made_none_and_one_that_died_says_so(told: Workspace) -> None:
    from datetime import date

    job = jobs.start(told, Asked(since=date(2030, 1, 1)), "html")
    jobs._children[job.folder].wait(timeout=180)
    assert "still to come" in str(job.end)
    job.drop()
    job = jobs.start(told, Asked(), "html")
    child = jobs._children[job.folder]
    child.kill()
    child.wait(timeout=20)
    assert "broke off" in str(job.end)
    job.drop()
    assert not job.folder.exists()
