"""A community for tests of the brief: months of talk, insights on their way, people who agreed to be quoted, hostility.

Run as a program it writes the golden files anew: `python -m tests.briefs`.
"""

import io
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
from pptx import Presentation

from lib.critiques import evidence, insights, moves, told
from lib.critiques.challenges import Answers, challenge
from lib.critiques.insights import Card
from lib.critiques.themed_queries import THEME_FIGURES
from lib.relationships.persons import decide_consent
from lib.reports.brief import Asked, brief_of
from lib.reports.document import Brief
from lib.reports.writing import made
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import LAST, Rows, community_rows, published_workspace

GOLDEN = Path(__file__).parent / "golden"
NOW = LAST + timedelta(days=2)
ANNA, BRUNO = Actor("Anna Interna"), Actor("Bruno", "smm")
CLAIM = '=HYPERLINK("https://evil.example","<script>alert(1)</script>") parcels get stuck'
ASK = "@SUM(1+1)*cmd|' /C calc'!A0 **change** the courier <img src=x onerror=alert(1)>"
HOSTILE = (
    '=HYPERLINK("https://evil.example","click") parcel <script>alert(1)</script> never arrived',
    "+1234 [x](javascript:alert(1)) <img src=https://evil.example/i.png> the parcel @lettrice_9 is late",
    "\x07-2+3 |!cmd| parcel lost </title><svg onload=alert(1)> https://evil.example/?q=1",
)
AGREED = "a7"
"""Who agreed to be quoted to others."""
NOTE = "Internal: if it falls by itself we drop it"
CASES = {"en": Asked("month", language="en"), "it_client": Asked("month", language="it", is_client=True)}


def brief_rows() -> list[dict[str, object]]:
    """The rows of the community."""
    found = Rows(community_rows(days=70, a_day=8))
    for place, text in enumerate(HOSTILE):
        for author in ("mallory", AGREED):
            at = LAST - timedelta(hours=40 - place)
            critique = {"is_critique": True, "sentiment": "negative", "polarity": -0.7, "intent": ["critique"]}
            thread, said = (
                f"hostile-critique-{author}-{place}",
                text if author == "mallory" else f"{text} for {place} weeks",
            )
            found.say(thread, "x", at, said, author_id=author, language="en", aspects=["delivery"], **critique)
    return found.made


def briefed_workspace(folder: Path) -> Workspace:
    """The community published, with decisions about it."""
    rows = brief_rows()
    workspace = published_workspace(folder, rows)
    records = Records.of(workspace)
    critiques = [row for row in rows if row["is_critique"]]
    start = LAST - timedelta(days=30)
    heard = insights.hear_insight(
        records, ANNA, Card("Only heard so far", ask="Nothing yet", owner="Anna Interna"), start
    )
    keys = [(str(row["channel"]), str(row["message_id"])) for row in critiques]
    found = insights.hear_insight(
        records, ANNA, Card(CLAIM, ASK, owner="Anna Interna", due=date(2026, 11, 20), change_mind=NOTE), start
    )
    evidence.link_evidence(records, ANNA, found.insight_id, keys[-6:], at=start)
    evidence.link_evidence(records, ANNA, found.insight_id, keys[:1], "against", at=start)
    moves.frame(records, ANNA, found.insight_id, found.version, start)
    model = ReadModel.current(workspace)
    theme = str(THEME_FIGURES.of(workspace, model).to_pylist()[0]["theme_id"])
    model.close()
    done = insights.hear_insight(records, ANNA, Card("Covers arrive bent", "Pack them better", theme_id=theme), start)
    evidence.link_evidence(records, ANNA, done.insight_id, keys[10:25], at=start)
    done = moves.frame(records, ANNA, done.insight_id, done.version, start)
    answers = Answers(True, "Some came flat.", "A new courier.")
    done = challenge(records, BRUNO, done.insight_id, done.version, answers, at=start + timedelta(days=1))
    done = moves.share(records, ANNA, done.insight_id, done.version, start + timedelta(days=2))
    done = moves.decide(
        records, ANNA, done.insight_id, done.version, "accepted", "It costs us readers", start + timedelta(days=3)
    )
    moves.act(records, ANNA, done.insight_id, done.version, date(2026, 10, 8), start + timedelta(days=9))
    told.tell(records, ANNA, done.insight_id, ["a1", "a2"], start + timedelta(days=10))
    decide_consent(records, ANNA, AGREED, "given")
    assert heard.state == "heard"
    records.close()
    return workspace


def brief(workspace: Workspace, asked: Asked) -> Brief:
    """The brief at a fixed hour."""
    records = Records.of(workspace)
    try:
        return brief_of(workspace, records, asked, now=NOW)
    finally:
        records.close()


class _Text(HTMLParser):
    """The text of a page, a line a block; what is drawn is told by its label."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.skips = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style":
            self.skips += 1
        elif tag == "svg":
            self.skips += 1
            self.lines += [f"[chart] {dict(attrs)['aria-label']}", ""]
        elif tag in ("td", "th") and self.lines[-1]:
            self.lines[-1] += " | "
        elif tag not in ("td", "th", "i", "a", "title", "b"):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "svg"):
            self.skips -= 1

    def handle_data(self, data: str) -> None:
        if not self.skips:
            self.lines[-1] += data


def html_text(content: bytes) -> str:
    """What a reader of the page reads."""
    parser = _Text()
    parser.feed(content.decode())
    return "\n".join(line for line in parser.lines if line.strip()) + "\n"


def slides_text(content: bytes) -> str:
    """What stands on the slides: text, tables, and the numbers of each chart."""
    lines: list[str] = []
    for place, slide in enumerate(Presentation(io.BytesIO(content)).slides, 1):
        lines.append(f"# {place}")
        for shape in slide.shapes:
            if shape.has_text_frame:
                lines += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            elif shape.has_table:
                lines += [" | ".join(cell.text for cell in row.cells) for row in shape.table.rows]
            elif shape.has_chart:
                plot = shape.chart.plots[0]
                lines.append(f"[chart {shape.name}] {', '.join(str(name) for name in plot.categories)}")
                lines += [
                    f"  {one.name}: {', '.join('–' if v is None else f'{v:g}' for v in one.values)}"
                    for one in plot.series
                ]
        lines.append(f"[notes] {slide.notes_slide.notes_text_frame.text}")
    return "\n".join(lines) + "\n"


def sheets_text(content: bytes, rows: int = 10) -> str:
    """The first rows of each sheet, and how many there are; ids that are drawn by chance are left out."""
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        lines.append(f"# {sheet.title}: {sheet.max_row} × {sheet.max_column}")
        most = sheet.max_row if sheet.title in ("Brief", "Definitions", "Definizioni") else rows
        for row in sheet.iter_rows(max_row=most, values_only=True):
            lines.append(" | ".join("" if value is None else str(value) for value in row))
    return re.sub(r"\b[0-9a-f]{32}\b", "ID", "\n".join(lines)) + "\n"


READERS = {"html": html_text, "pptx": slides_text, "xlsx": sheets_text}


def read_back(found: Brief, format_: str) -> str:
    """A brief written in a format and read again, as the golden files have it."""
    return READERS[format_](made(found, format_))


def golden(case: str, format_: str) -> Path:
    """The golden file of a case."""
    return GOLDEN / f"brief_{case}.{format_}.txt"


def _write_all() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        workspace = briefed_workspace(Path(folder) / "w")
        for case, asked in CASES.items():
            for format_ in READERS:
                golden(case, format_).write_text(read_back(brief(workspace, asked), format_), "utf-8")


if __name__ == "__main__":
    _write_all()
