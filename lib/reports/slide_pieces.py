"""What slides are made of: a slide with its title, boxes of text and notes, in one look and in text XML can hold."""

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from lib.look import LIGHT

COLOUR: Any = RGBColor  # without types there
ALIGN: Any = PP_ALIGN
ANCHOR: Any = MSO_ANCHOR
WIDE, HIGH, EDGE = 13.333, 7.5, 0.6
"""Inches: how wide and high a slide is, and its margin."""
INNER = WIDE - 2 * EDGE


def slide_of(deck: Any, title: str, subtitle: str, size: int = 24) -> Any:
    """A new slide with its title, and a line below it where there is a subtitle."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = COLOUR.from_string(LIGHT.ground[1:])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Inches(EDGE), Inches(0.4), Inches(INNER), Inches(0.85)
    shape.text_frame.word_wrap = True
    shape.text_frame.vertical_anchor = ANCHOR.TOP
    shape.text_frame.text = plain(cut(title, 110))
    shape.text_frame.paragraphs[0].alignment = ALIGN.LEFT
    style(shape.text_frame.paragraphs[0], size, LIGHT.ink)
    if subtitle:
        box(slide, EDGE, 1.2, INNER, 0.4, [(cut(subtitle, 150), 13, LIGHT.muted)])
    return slide


def box(
    slide: Any, left: float, top: float, width: float, height: float, lines: Sequence[tuple[str, int, str]]
) -> None:
    """Lines of text in a box: each with its size in points and its colour."""
    frame = frame_of(slide, left, top, width, height)
    for place, (said, size, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = plain(said)
        style(paragraph, size, colour)


def frame_of(slide: Any, left: float, top: float, width: float, height: float) -> Any:
    """The text frame of a new box."""
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    return frame


def style(paragraph: Any, size: int, colour: str, face: str = "") -> None:
    """Size in points, colour, and a typeface where it is not the usual one."""
    paragraph.font.size = Pt(size)
    paragraph.font.color.rgb = COLOUR.from_string(colour[1:])
    if face:
        paragraph.font.name = face


def notes(slide: Any, definitions: Sequence[tuple[str, str]]) -> None:
    """Terms and what they mean, as the speaker's notes."""
    said = "\n".join(f"{term}: {meaning}" for term, meaning in definitions)
    slide.notes_slide.notes_text_frame.text = "".join(sign for sign in said if sign == "\n" or sign >= " ")


def cut(text: str, most: int) -> str:
    """The text, or its beginning where it is longer than `most` signs."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def plain(text: str) -> str:
    """Text that XML can hold, on one line."""
    return "".join(sign for sign in " ".join(text.split()) if sign >= " " and sign not in "\ufffe\uffff")
