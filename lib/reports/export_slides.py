"""The brief as a deck (PPTX, 16:9): a slide a finding, native charts and tables, definitions in the notes."""

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from lib.look import LIGHT
from lib.reports.document import Brief, Figure, Quote, Section, Table
from lib.reports.slide_charts import add_chart
from lib.words import _

_COLOUR: Any = RGBColor  # without types there
_ALIGN: Any = PP_ALIGN
_ANCHOR: Any = MSO_ANCHOR
_WIDE, _HIGH, _EDGE = 13.333, 7.5, 0.6
_INNER = _WIDE - 2 * _EDGE
_TOP = 1.75
_NUMBERS = ("count", "share", "signed", "decimal")
_ROWS, _CELL = 7, 165
_PER_LINE = 9.6
"""Signs of 12 points that fit an inch, on average."""


def pptx_of(brief: Brief) -> bytes:
    """The deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    _cover(deck, brief)
    for section in brief.sections:
        _chapter(deck, section, brief)
    _terms(deck, brief)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _cover(deck: Any, brief: Brief) -> None:
    slide = _slide(deck, brief.title, "", 34)
    slide.shapes.title.top = Inches(1.5)
    _box(slide, _EDGE, 2.5, _INNER, 0.6, [(brief.subtitle, 20, LIGHT.ink)])
    if brief.sections:
        said = brief.sections[0]
        _figures(slide, said.figures, 3.4)
        _box(slide, _EDGE, 5.2, _INNER, 1.0, [(sentence, 16, LIGHT.ink) for sentence in said.sentences])
    _box(slide, _EDGE, 6.6, _INNER, 0.5, [(brief.note, 12, LIGHT.muted)])
    _notes(slide, brief.definitions)


def _chapter(deck: Any, section: Section, brief: Brief) -> None:
    """Its charts with what they say and people's words beside them, then its tables."""
    if section.charts:
        slide = _slide(deck, section.charts[0].title, f"{section.title} · {section.charts[0].measure}")
        is_first = section is brief.sections[0]  # what that one says stands on the cover
        _charts(slide, section, () if is_first else section.figures, () if is_first else section.sentences)
        _notes(slide, section.definitions)
    for table in section.tables:
        if any(chart.code == table.code for chart in section.charts):
            continue  # a chart says the same; the numbers are in the sheets
        slide = _slide(deck, table.title, section.title)
        said = section.sentences if not section.charts and table is section.tables[0] else ()
        _table(slide, table, brief.zone, _lines(slide, said, _TOP, _INNER))
        _notes(slide, section.definitions)
    if not section.charts and not section.tables:
        slide = _slide(deck, section.title, "")
        _quotes(slide, section.quotes, _EDGE, _lines(slide, section.sentences, _TOP, _INNER), _INNER)
        _notes(slide, section.definitions)


def _charts(slide: Any, section: Section, figures: Sequence[Figure], said: Sequence[str]) -> None:
    top = _TOP
    if figures:
        _figures(slide, figures, top)
        top += 1.4
    top = _lines(slide, said, top, _INNER)
    room, beside = _HIGH - top - 0.35, _INNER
    if len(section.charts) > 1:
        beside = _INNER * 0.56
        add_chart(slide, section.charts[1], (_EDGE + beside + 0.2, top + 0.35, _INNER - beside - 0.2, room - 0.35))
        title = [(_cut(section.charts[1].title, 70), 13, LIGHT.muted)]
        _box(slide, _EDGE + beside + 0.2, top, _INNER - beside - 0.2, 0.35, title)
    elif section.quotes:
        beside = _INNER * 0.58
        _quotes(slide, section.quotes, _EDGE + beside + 0.2, top, _INNER - beside - 0.2)
    add_chart(slide, section.charts[0], (_EDGE, top, beside, room))


def _lines(slide: Any, said: Sequence[str], top: float, width: float) -> float:
    """Sentences above what follows, at most four lines of them; returns where that begins."""
    if not said:
        return top
    kept: list[str] = []
    room = 4
    for sentence in said:
        needed = -(-len(sentence) // 112)
        if needed > room:
            break
        kept.append(sentence)
        room -= needed
    kept = kept or [f"{said[0][:600]}…"]
    height = 0.3 * sum(-(-len(sentence) // 112) for sentence in kept) + 0.15
    _box(slide, _EDGE, top, width, height, [(sentence, 14, LIGHT.ink) for sentence in kept])
    return top + height


def _figures(slide: Any, figures: Sequence[Figure], top: float) -> None:
    width = _INNER / max(len(figures), 1)
    tones = {"positive": LIGHT.positive, "negative": LIGHT.negative, "burning": LIGHT.burning}
    for place, one in enumerate(figures):
        lines = [
            (one.label, 13, LIGHT.muted),
            (one.value, 30, tones.get(one.tone, LIGHT.ink)),
            (one.note, 12, LIGHT.muted),
        ]
        _box(slide, _EDGE + place * width, top, width - 0.15, 1.4, lines)


def _table(slide: Any, table: Table, zone: str, top: float) -> None:
    """As many rows as fit; a cell is cut where it would grow over the edge, the whole of it is in the sheets."""
    whole = sum(column.width for column in table.columns)
    widths = [_INNER * column.width / whole for column in table.columns]
    rows: list[list[str]] = []
    room = _HIGH - top - 0.85
    for row in table.shown(zone, _ROWS):
        cells = [_cut(cell, _CELL) for cell in row]
        lines = max(-(-len(cell) // max(int(width * _PER_LINE), 1)) for cell, width in zip(cells, widths, strict=True))
        room -= 0.12 + 0.21 * lines
        if room < 0 and rows:
            break
        rows.append(cells)
    heads = [column.name for column in table.columns]
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), Inches(_EDGE), Inches(top), Inches(_INNER), Inches(0.4))
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
        _box(slide, _EDGE, _HIGH - 0.45, _INNER, 0.3, [(note, 11, LIGHT.muted)])


def _cell(cell: Any, said: str, *, is_head: bool, is_number: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _COLOUR.from_string((LIGHT.panel if is_head else LIGHT.ground)[1:])
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = _ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.text = _plain(said)
    paragraph.alignment = _ALIGN.RIGHT if is_number else _ALIGN.LEFT
    _style(paragraph, 12, LIGHT.muted if is_head else LIGHT.ink)


def _quotes(slide: Any, quotes: Sequence[Quote], left: float, top: float, width: float) -> None:
    """As many as fit below each other."""
    room, kept = _HIGH - top - 0.5, []
    for quote in quotes:
        text = f"{quote.sign} «{_cut(quote.text, 200)}»".strip()
        room -= 0.45 + 0.25 * -(-len(text) // max(int(width * 8.5), 1))
        if room < 0:
            break
        kept.append((text, _cut(quote.source, max(int(width * 11), 40))))
    if not kept:
        return
    frame = _frame(slide, left, top, width, _HIGH - top - 0.4)
    for place, (text, source) in enumerate(kept):
        said = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        said.text = _plain(text)
        _style(said, 14, LIGHT.ink, "Georgia")
        where = frame.add_paragraph()
        where.text = _plain(source)
        where.space_after = Pt(8)
        _style(where, 11, LIGHT.muted)


def _terms(deck: Any, brief: Brief) -> None:
    slide = _slide(deck, _("Definitions"), "")
    half = -(-len(brief.definitions) // 2)
    for column, terms in enumerate((brief.definitions[:half], brief.definitions[half:])):
        left = _EDGE + column * (_INNER / 2 + 0.1)
        frame = _frame(slide, left, 1.3, _INNER / 2 - 0.1, _HIGH - 1.6)
        for place, (term, said) in enumerate(terms):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.text = _plain(f"{term}: {said}")
            paragraph.space_after = Pt(4)
            _style(paragraph, 11, LIGHT.ink)
    _notes(slide, brief.definitions)


def _slide(deck: Any, title: str, subtitle: str, size: int = 24) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _COLOUR.from_string(LIGHT.ground[1:])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Inches(_EDGE), Inches(0.4), Inches(_INNER), Inches(0.85)
    shape.text_frame.word_wrap = True
    shape.text_frame.vertical_anchor = _ANCHOR.TOP
    shape.text_frame.text = _plain(_cut(title, 110))
    shape.text_frame.paragraphs[0].alignment = _ALIGN.LEFT
    _style(shape.text_frame.paragraphs[0], size, LIGHT.ink)
    if subtitle:
        _box(slide, _EDGE, 1.2, _INNER, 0.4, [(_cut(subtitle, 150), 13, LIGHT.muted)])
    return slide


def _box(
    slide: Any, left: float, top: float, width: float, height: float, lines: Sequence[tuple[str, int, str]]
) -> None:
    frame = _frame(slide, left, top, width, height)
    for place, (said, size, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = _plain(said)
        _style(paragraph, size, colour)


def _frame(slide: Any, left: float, top: float, width: float, height: float) -> Any:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    return frame


def _style(paragraph: Any, size: int, colour: str, face: str = "") -> None:
    paragraph.font.size = Pt(size)
    paragraph.font.color.rgb = _COLOUR.from_string(colour[1:])
    if face:
        paragraph.font.name = face


def _notes(slide: Any, definitions: Sequence[tuple[str, str]]) -> None:
    said = "\n".join(f"{term}: {meaning}" for term, meaning in definitions)
    slide.notes_slide.notes_text_frame.text = "".join(sign for sign in said if sign == "\n" or sign >= " ")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _plain(text: str) -> str:
    """Text that XML can hold, on one line."""
    return "".join(sign for sign in " ".join(text.split()) if sign >= " " and sign not in "\ufffe\uffff")
