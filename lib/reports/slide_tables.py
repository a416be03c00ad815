"""Tables on slides: native ones, with as many rows as fit."""

from typing import Any

from pptx.util import Inches

from lib.look import LIGHT
from lib.reports.document import Table
from lib.reports.slide_pieces import ALIGN, ANCHOR, COLOUR, EDGE, HIGH, INNER, box, cut, plain, style

_NUMBERS = ("count", "share", "signed", "decimal")
_ROWS, _CELL = 7, 165
_PER_LINE = 9.6
"""Signs of 12 points that fit an inch, on average."""


def add_table(slide: Any, table: Table, zone: str, top: float) -> None:
    """As many rows as fit; a cell is cut where it would grow over the edge, the whole of it is in the sheets."""
    whole = sum(column.width for column in table.columns)
    widths = [INNER * column.width / whole for column in table.columns]
    rows: list[list[str]] = []
    room = HIGH - top - 0.85
    for row in table.shown(zone, _ROWS):
        cells = [cut(cell, _CELL) for cell in row]
        lines = max(-(-len(cell) // max(int(width * _PER_LINE), 1)) for cell, width in zip(cells, widths, strict=True))
        room -= 0.12 + 0.21 * lines
        if room < 0 and rows:
            break
        rows.append(cells)
    heads = [column.name for column in table.columns]
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), Inches(EDGE), Inches(top), Inches(INNER), Inches(0.4))
    frame.name = table.code
    made = frame.table
    made.horz_banding = False
    for place, width in enumerate(widths):
        made.columns[place].width = Inches(width)
    for y, cells in enumerate([heads, *rows]):
        made.rows[y].height = Inches(0.33)
        for x, said in enumerate(cells):
            _cell(made.cell(y, x), said, is_head=y == 0, is_number=table.columns[x].kind in _NUMBERS)
    note = table.note_of(len(rows))
    if note:
        box(slide, EDGE, HIGH - 0.45, INNER, 0.3, [(note, 11, LIGHT.muted)])


def _cell(cell: Any, said: str, *, is_head: bool, is_number: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = COLOUR.from_string((LIGHT.panel if is_head else LIGHT.ground)[1:])
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.text = plain(said)
    paragraph.alignment = ALIGN.RIGHT if is_number else ALIGN.LEFT
    style(paragraph, 12, LIGHT.muted if is_head else LIGHT.ink)
