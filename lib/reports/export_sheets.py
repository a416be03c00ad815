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
from openpyxl.cell import WriteOnlyCell
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
_LONGEST_NAME, _WIDEST, _LOOKED_AT = 31, 70, 200


def xlsx_of(brief: Brief) -> bytes:
    """The workbook; written row by row, since the rows behind a month can be hundreds of thousands."""
    book = Workbook(write_only=True)
    names: list[str] = []

    def sheet(title: str, widths: Iterable[float]) -> Any:
        names.append(_sheet_name(title, names))
        made = book.create_sheet(names[-1])
        for place, width in enumerate(widths, 1):
            made.column_dimensions[get_column_letter(place)].width = width
        return made

    _summary(sheet(_("Brief"), (60, 24, 60)), brief)
    tables = [t for s in brief.sections for t in s.tables] + [t for s in brief.sections for t in s.evidence]
    for table in tables:
        rows = [_row(row, table, brief.zone) for row in table.rows]
        _table(sheet(table.title, _widths(table, rows)), table, rows)
    definitions = sheet(_("Definitions"), (26, 110))
    _write(definitions, [(_("Term"), _("Meaning"))], font=Font(bold=True))
    _write(definitions, brief.definitions)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(sheet: Any, brief: Brief) -> None:
    plain, bold = Font(color=LIGHT.ink[1:]), Font(bold=True, color=LIGHT.ink[1:])
    _write(sheet, [(brief.title,)], font=bold)
    _write(sheet, [(brief.subtitle,), (brief.note,)], font=plain)
    for section in brief.sections:
        _write(sheet, [()])
        _write(sheet, [(section.title,)], font=bold)
        _write(sheet, [(sentence,) for sentence in section.sentences], font=plain)
        for figure in section.figures:  # words and numbers of ours, where an apostrophe would only be in the way
            sheet.append([_styled(sheet, figure.label, font=plain), figure.value, figure.note])
        for quote in section.quotes:
            said = safe_cell(f"{quote.sign} {quote.text}".strip())
            sheet.append([_styled(sheet, said, font=plain), safe_cell(quote.source)])


def _table(sheet: Any, table: Table, rows: list[list[Any]]) -> None:
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}"
    head = {
        "font": Font(bold=True),
        "fill": PatternFill("solid", fgColor=LIGHT.panel[1:]),
        "alignment": Alignment(vertical="top"),
    }
    sheet.append([_styled(sheet, safe_cell(column.name), **head) for column in table.columns])
    formats = [_FORMATS.get(column.kind) for column in table.columns]
    for row in rows:
        sheet.append(
            [
                value if form is None or value is None else _styled(sheet, value, number_format=form)
                for value, form in zip(row, formats, strict=True)
            ]
        )
    note = table.note_of(len(table.rows))
    if note:
        _write(sheet, [(), (note,)])


def _row(row: Iterable[Any], table: Table, zone: str) -> list[Any]:
    return [safe_cell(_cell(value, column.kind, zone)) for value, column in zip(row, table.columns, strict=True)]


def _widths(table: Table, rows: list[list[Any]]) -> list[float]:
    """As wide as the longest of the first rows needs, within bounds."""
    names = [len(str(column.name)) for column in table.columns]
    longest = [
        max([name, *(len(str(row[place] or "")) for row in rows[:_LOOKED_AT])]) for place, name in enumerate(names)
    ]
    return [min(max(length + 2, 9), _WIDEST) for length in longest]


def _write(sheet: Any, rows: Iterable[Iterable[Any]], **style: Any) -> None:
    """Append rows; a text is stored as text, whatever it begins with."""
    for row in rows:
        sheet.append([_styled(sheet, safe_cell(value), **style) for value in row])


def _styled(sheet: Any, value: Any, **style: Any) -> Any:
    cell = WriteOnlyCell(sheet, value)
    for name, of in style.items():
        setattr(cell, name, of)
    return cell


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
