"""The brief as sheets (XLSX): what it says on the first, then a sheet a table, the rows behind it last.

Numbers stay numbers and times become times of the community's zone, so that they can be sorted and summed; text goes
through `lib.cells`, so that nothing in it runs.
"""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from lib.cells import safe_cell
from lib.look import LIGHT
from lib.reports.document import Brief, Kind, Table, is_missing
from lib.words import _

_FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "share": "0.0%",
    "signed": "+0;-0;0",
    "decimal": "#,##0.0",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
_BAD_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME, _WIDEST = 31, 70


def xlsx_of(brief: Brief) -> bytes:
    """The workbook."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = _sheet_name(_("Brief"), ())
    _summary(first, brief)
    tables = [t for s in brief.sections for t in s.tables] + [t for s in brief.sections for t in s.evidence]
    for table in tables:
        _sheet(book.create_sheet(_sheet_name(table.title, book.sheetnames)), table, brief.zone)
    _definitions(book.create_sheet(_sheet_name(_("Definitions"), book.sheetnames)), brief)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(sheet: Any, brief: Brief) -> None:
    _write(sheet, [(brief.title,), (brief.subtitle,), (brief.note,)])
    for section in brief.sections:
        _write(sheet, [(), (section.title,), *((sentence,) for sentence in section.sentences)])
        for figure in section.figures:  # words and numbers of ours, where an apostrophe would only be in the way
            sheet.append([figure.label, figure.value, figure.note])
        _write(sheet, [(f"{quote.sign} {quote.text}".strip(), quote.source) for quote in section.quotes])
    titles = {brief.title, *(section.title for section in brief.sections)}
    for (cell,) in sheet.iter_rows(max_col=1):
        cell.font = Font(bold=cell.value in titles, color=LIGHT.ink[1:])
    _widen(sheet, (60, 24, 60))


def _sheet(sheet: Any, table: Table, zone: str) -> None:
    kinds = [column.kind for column in table.columns]
    _write(sheet, [[column.name for column in table.columns]])
    for row in table.rows:
        _write(sheet, [[_cell(value, kind, zone) for value, kind in zip(row, kinds, strict=True)]])
    for place, kind in enumerate(kinds, 1):
        if kind in _FORMATS:
            for cell in sheet[get_column_letter(place)][1:]:
                cell.number_format = _FORMATS[kind]
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=LIGHT.panel[1:])
        cell.alignment = Alignment(vertical="top")
    longest = [max([len(str(cell.value or "")) for cell in column[:200]], default=8) for column in sheet.columns]
    _widen(sheet, [min(max(length + 2, 9), _WIDEST) for length in longest])
    sheet.freeze_panes = "A2"
    if table.rows:
        sheet.auto_filter.ref = sheet.dimensions
    note = table.note_of(len(table.rows))
    if note:
        _write(sheet, [[], [note]])


def _definitions(sheet: Any, brief: Brief) -> None:
    _write(sheet, [[_("Term"), _("Meaning")], *brief.definitions])
    _widen(sheet, (26, 110))
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _write(sheet: Any, rows: Iterable[Iterable[Any]]) -> None:
    """Append rows; a text is stored as text, whatever it begins with."""
    for row in rows:
        sheet.append([safe_cell(value) for value in row])


def _cell(value: Any, kind: Kind, zone: str) -> Any:
    if is_missing(value):
        return None
    if kind == "moment" and isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    if kind == "day" and isinstance(value, date):
        return value
    if kind in ("count",):
        return int(value)
    return round(float(value), 6) if kind in _FORMATS else str(value)


def _sheet_name(title: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have, and that no other has."""
    plain = _BAD_IN_NAMES.sub(" ", str(safe_cell(title))).strip("' ")[:_LONGEST_NAME] or "Earshot"
    known, name, place = {one.casefold() for one in taken}, plain, 2
    while name.casefold() in known:
        name, place = f"{plain[: _LONGEST_NAME - 4]} ({place})", place + 1
    return name


def _widen(sheet: Any, widths: Iterable[float]) -> None:
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
