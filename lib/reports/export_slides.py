"""The brief as a deck (PPTX, 16:9): a slide a finding, native charts and tables, definitions in the notes."""

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.util import Inches, Pt

from lib.look import LIGHT
from lib.reports.document import Brief, Figure, Quote, Section
from lib.reports.slide_charts import add_chart
from lib.reports.slide_pieces import EDGE, HIGH, INNER, WIDE, box, cut, frame_of, notes, plain, slide_of, style
from lib.reports.slide_tables import add_table
from lib.words import _

_TOP = 1.75


def pptx_of(brief: Brief) -> bytes:
    """The deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    _cover(deck, brief)
    for section in brief.sections:
        _chapter(deck, section, brief)
    _terms(deck, brief)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _cover(deck: Any, brief: Brief) -> None:
    slide = slide_of(deck, brief.title, "", 34)
    slide.shapes.title.top = Inches(1.5)
    box(slide, EDGE, 2.5, INNER, 0.6, [(brief.subtitle, 20, LIGHT.ink)])
    if brief.sections:
        said = brief.sections[0]
        _figures(slide, said.figures, 3.4)
        box(slide, EDGE, 5.2, INNER, 1.0, [(sentence, 16, LIGHT.ink) for sentence in said.sentences])
    box(slide, EDGE, 6.6, INNER, 0.5, [(brief.note, 12, LIGHT.muted)])
    notes(slide, brief.definitions)


def _chapter(deck: Any, section: Section, brief: Brief) -> None:
    """Its charts with what they say and people's words beside them, then its tables."""
    if section.charts:
        slide = slide_of(deck, section.charts[0].title, f"{section.title} · {section.charts[0].measure}")
        is_first = section is brief.sections[0]  # what that one says stands on the cover
        _charts(slide, section, () if is_first else section.figures, () if is_first else section.sentences)
        notes(slide, section.definitions)
    for table in section.tables:
        if any(chart.code == table.code for chart in section.charts):
            continue  # a chart says the same; the numbers are in the sheets
        slide = slide_of(deck, table.title, section.title)
        said = section.sentences if not section.charts and table is section.tables[0] else ()
        add_table(slide, table, brief.zone, _lines(slide, said, _TOP, INNER))
        notes(slide, section.definitions)
    if not section.charts and not section.tables:
        slide = slide_of(deck, section.title, "")
        _quotes(slide, section.quotes, EDGE, _lines(slide, section.sentences, _TOP, INNER), INNER)
        notes(slide, section.definitions)


def _charts(slide: Any, section: Section, figures: Sequence[Figure], said: Sequence[str]) -> None:
    top = _TOP
    if figures:
        _figures(slide, figures, top)
        top += 1.4
    top = _lines(slide, said, top, INNER)
    room, beside = HIGH - top - 0.35, INNER
    if len(section.charts) > 1:
        beside = INNER * 0.56
        add_chart(slide, section.charts[1], (EDGE + beside + 0.2, top + 0.35, INNER - beside - 0.2, room - 0.35))
        title = [(cut(section.charts[1].title, 70), 13, LIGHT.muted)]
        box(slide, EDGE + beside + 0.2, top, INNER - beside - 0.2, 0.35, title)
    elif section.quotes:
        beside = INNER * 0.58
        _quotes(slide, section.quotes, EDGE + beside + 0.2, top, INNER - beside - 0.2)
    add_chart(slide, section.charts[0], (EDGE, top, beside, room))


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
    box(slide, EDGE, top, width, height, [(sentence, 14, LIGHT.ink) for sentence in kept])
    return top + height


def _figures(slide: Any, figures: Sequence[Figure], top: float) -> None:
    width = INNER / max(len(figures), 1)
    tones = {"positive": LIGHT.positive, "negative": LIGHT.negative, "burning": LIGHT.burning}
    for place, one in enumerate(figures):
        lines = [
            (one.label, 13, LIGHT.muted),
            (one.value, 30, tones.get(one.tone, LIGHT.ink)),
            (one.note, 12, LIGHT.muted),
        ]
        box(slide, EDGE + place * width, top, width - 0.15, 1.4, lines)


def _quotes(slide: Any, quotes: Sequence[Quote], left: float, top: float, width: float) -> None:
    """As many as fit below each other."""
    room, kept = HIGH - top - 0.5, []
    for quote in quotes:
        text = f"{quote.sign} «{cut(quote.text, 200)}»".strip()
        room -= 0.45 + 0.25 * -(-len(text) // max(int(width * 8.5), 1))
        if room < 0:
            break
        kept.append((text, cut(quote.source, max(int(width * 11), 40))))
    if not kept:
        return
    frame = frame_of(slide, left, top, width, HIGH - top - 0.4)
    for place, (text, source) in enumerate(kept):
        said = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        said.text = plain(text)
        style(said, 14, LIGHT.ink, "Georgia")
        where = frame.add_paragraph()
        where.text = plain(source)
        where.space_after = Pt(8)
        style(where, 11, LIGHT.muted)


def _terms(deck: Any, brief: Brief) -> None:
    slide = slide_of(deck, _("Definitions"), "")
    half = -(-len(brief.definitions) // 2)
    for column, terms in enumerate((brief.definitions[:half], brief.definitions[half:])):
        left = EDGE + column * (INNER / 2 + 0.1)
        frame = frame_of(slide, left, 1.3, INNER / 2 - 0.1, HIGH - 1.6)
        for place, (term, said) in enumerate(terms):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.text = plain(f"{term}: {said}")
            paragraph.space_after = Pt(4)
            style(paragraph, 11, LIGHT.ink)
    notes(slide, brief.definitions)
