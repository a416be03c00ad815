"""A card as one HTML file: nothing is loaded from anywhere, and it prints on one page."""

from html import escape

from lib.look import LIGHT
from lib.personas.portrait import svg
from lib.personas.sheet import Part, Said, Sheet
from lib.words import _, language

_STYLE = f"""
@page {{ size: A4; margin: 12mm; }}
body {{ font: 12px/1.4 'Source Sans', system-ui, sans-serif; color: {LIGHT.ink}; background: {LIGHT.ground};
  max-width: 900px; margin: 24px auto; padding: 0 16px; }}
@media print {{ body {{ margin: 0; padding: 0; max-width: none; background: #fff; font-size: 9.5px; }} }}
header {{ display: flex; gap: 16px; align-items: center; }}
header svg {{ width: 84px; height: 84px; flex: none; }}
h1 {{ font-size: 22px; margin: 0 0 4px; }} h2 {{ font-size: 13px; margin: 0 0 4px; }}
p {{ margin: 0 0 4px; }} .note {{ color: {LIGHT.muted}; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 10px 0; }}
dt {{ color: {LIGHT.muted}; }} dd {{ margin: 0; }}
main {{ columns: 2; column-gap: 20px; }}
section {{ break-inside: avoid; border: 1px solid {LIGHT.line}; border-radius: 8px; padding: 8px 10px;
  margin: 0 0 10px; }}
section.unknown {{ border-style: dashed; border-color: {LIGHT.muted}; }}
.line {{ display: grid; grid-template-columns: 1fr 90px; gap: 8px; align-items: center; }}
.track {{ position: relative; height: 8px; background: {LIGHT.panel}; border-radius: 4px; }}
.track i {{ position: absolute; top: 2px; height: 4px; background: {LIGHT.accent}; opacity: .35; border-radius: 2px; }}
.track b {{ position: absolute; top: 0; width: 3px; height: 8px; background: {LIGHT.accent}; }}
blockquote {{ font-family: 'Source Serif', Georgia, serif; margin: 6px 0 0; overflow-wrap: anywhere; }}
"""


def html_of(sheet: Sheet) -> str:
    """The document; everything in it is text, whatever was written."""
    figures = "".join(f"<dt>{_safe(name)}</dt><dd>{_safe(said)}</dd>" for name, said in (*sheet.figures, *sheet.traits))
    parts = "".join(_section(part) for part in sheet.parts) + "".join(_unknown(part) for part in sheet.unknown)
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{_safe(sheet.name)}</title>'
        f"<style>{_STYLE}</style></head><body><header>{svg(sheet.persona_id)}<div><h1>{_safe(sheet.name)}</h1>"
        f"<p>{_safe(sheet.sentence)}</p></div></header><dl>{figures}</dl><main>{parts}</main>"
        f'<p class="note">{_safe(_how())}</p></body></html>'
    )


def _how() -> str:
    return _("Shares are of distinct people, with Wilson 95 % intervals; the portrait is drawn and is nobody's.")


def _section(part: Part) -> str:
    lines = "".join(
        f'<div class="line" title="{_safe(line.note)}"><span>{_safe(line.label)}</span><span class="track">'
        f'<i style="left:{100 * line.low:.0f}%;width:{100 * (line.high - line.low):.0f}%"></i>'
        f'<b style="left:{min(97, 100 * line.share):.0f}%"></b></span></div>'
        for line in part.lines
    )
    return (
        f'<section><h2>{_safe(part.name)} <span class="note">{_safe(part.base)}</span></h2>{lines}'
        f"{''.join(_quote(said) for said in part.quotes)}</section>"
    )


def _unknown(part: Part) -> str:
    return (
        f'<section class="unknown"><h2>{_safe(part.name)}: {_safe(_("unknown"))}</h2>'
        f'<p class="note">{_safe(part.base)}. {_safe(_("Ask the community:"))} {_safe(part.question)}</p></section>'
    )


def _quote(said: Said) -> str:
    sign = f"{_safe(_('Against:'))} " if said.is_against else ""
    return f'<blockquote>{sign}«{_safe(said.text)}» <span class="note">{_safe(said.source)}</span></blockquote>'


def _safe(text: str) -> str:
    return escape("".join(letter for letter in text if letter in "\n\t" or letter >= " "), quote=True)
