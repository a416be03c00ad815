"""The brief as one HTML file: charts inside as SVG, no script, no request, and it prints on A4."""

from lib.look import LIGHT
from lib.reports.document import Brief, Chart, Figure, Quote, Section, Table
from lib.reports.drawing import safe, svg_of
from lib.words import _

_ROWS = 12
_STYLE = f"""
@page {{ size: A4; margin: 14mm 12mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 15px/1.45 'Source Sans', 'Source Sans 3', system-ui, sans-serif; color: {LIGHT.ink};
  background: {LIGHT.ground}; max-width: 900px; margin: 32px auto; padding: 0 20px; }}
h1 {{ font-size: 30px; line-height: 1.15; margin: 0 0 6px; }}
h2 {{ font-size: 21px; margin: 0 0 8px; }}
h3 {{ font-size: 15px; margin: 0; }}
p {{ margin: 0 0 8px; max-width: 72ch; overflow-wrap: anywhere; }}
.subtitle {{ font-size: 18px; }}
.note {{ color: {LIGHT.muted}; font-size: 13px; }}
nav ul {{ list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 12px 0 0; }}
a {{ color: {LIGHT.accent}; }}
main > section {{ border-top: 1px solid {LIGHT.line}; margin-top: 28px; padding-top: 20px; }}
.figures {{ display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin: 12px 0 16px; padding: 0; }}
.figures div {{ border: 1px solid {LIGHT.line}; border-radius: 8px; padding: 10px 12px; }}
.figures dt {{ color: {LIGHT.muted}; font-size: 13px; }}
.figures dd {{ margin: 0; }}
.figures .value {{ font-size: 30px; line-height: 1.2; }}
.positive {{ color: {LIGHT.positive}; }} .negative {{ color: {LIGHT.negative}; }} .burning {{ color: {LIGHT.burning}; }}
figure {{ margin: 18px 0; break-inside: avoid; }}
figcaption {{ margin-bottom: 4px; }}
svg {{ display: block; width: 100%; height: auto; }}
svg text {{ font-size: 13px; fill: {LIGHT.ink}; }} svg .mark, svg .value {{ font-size: 12px; fill: {LIGHT.muted}; }}
.legend {{ display: flex; flex-wrap: wrap; gap: 2px 14px; list-style: none; margin: 2px 0 0; padding: 0;
  font-size: 13px; }}
.legend i {{ display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin: 14px 0 4px; font-size: 13.5px; }}
caption {{ text-align: left; font-weight: 600; font-size: 15px; padding-bottom: 4px; }}
th, td {{ text-align: left; vertical-align: top; padding: 5px 8px 5px 0; border-bottom: 1px solid {LIGHT.line};
  overflow-wrap: anywhere; font-weight: 400; }}
thead th {{ color: {LIGHT.muted}; font-size: 13px; hyphens: auto; overflow-wrap: normal; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
tr {{ break-inside: avoid; }}
blockquote {{ font-family: 'Source Serif', 'Source Serif 4', Georgia, serif; font-size: 16px; margin: 12px 0;
  padding-left: 12px; border-left: 3px solid {LIGHT.line}; max-width: 72ch; overflow-wrap: anywhere;
  break-inside: avoid; }}
blockquote footer {{ font: 13px/1.4 'Source Sans', system-ui, sans-serif; color: {LIGHT.muted}; margin-top: 2px; }}
.terms {{ display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }}
.terms dt {{ font-weight: 600; }} .terms dd {{ margin: 0; max-width: 72ch; }}
@media (max-width: 700px) {{ .figures {{ grid-template-columns: repeat(2, 1fr); }} .terms {{ display: block; }} }}
@media print {{
  body {{ margin: 0; padding: 0; max-width: none; background: #fff; font-size: 10.5pt; }}
  nav {{ display: none; }} h2, caption, thead, section > p {{ break-after: avoid; }} .figures {{ break-inside: avoid; }}
  main > section {{ margin-top: 16px; padding-top: 12px; }}
  rect, polygon, circle, .legend i {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_NUMBERS = ("count", "share", "signed", "decimal")


def html_of(brief: Brief) -> str:
    """The document; everything in it is text, whatever was written."""
    parts = "".join(_section(section, brief.zone) for section in brief.sections)
    linked = [*((s.code, s.title) for s in brief.sections), ("definitions", _("Definitions"))]
    links = "".join(f'<li><a href="#{code}">{safe(title)}</a></li>' for code, title in linked)
    return (
        f'<!doctype html><html lang="{safe(brief.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(f'{brief.title}, {brief.subtitle}')}</title><style>{_STYLE}</style></head><body><header>"
        f'<h1>{safe(brief.title)}</h1><p class="subtitle">{safe(brief.subtitle)}</p>'
        f'<p class="note">{safe(brief.note)}</p><nav aria-label="{safe(_("Contents"))}"><ul>{links}</ul></nav></header>'
        f"<main>{parts}{_definitions(brief)}</main></body></html>"
    )


def _section(section: Section, zone: str) -> str:
    said = "".join(f"<p>{safe(sentence)}</p>" for sentence in section.sentences)
    return (
        f'<section id="{section.code}" aria-labelledby="{section.code}-title">'
        f'<h2 id="{section.code}-title">{safe(section.title)}</h2>{said}{_figures(section.figures)}'
        f"{''.join(_chart(chart) for chart in section.charts)}"
        f"{''.join(_table(table, zone) for table in section.tables)}"
        f"{''.join(_quote(quote) for quote in section.quotes)}</section>"
    )


def _figures(figures: tuple[Figure, ...]) -> str:
    if not figures:
        return ""
    cells = "".join(
        f'<div><dt>{safe(one.label)}</dt><dd class="value {one.tone}">{safe(one.value)}</dd>'
        f'<dd class="note">{safe(one.note)}</dd></div>'
        for one in figures
    )
    return f'<dl class="figures">{cells}</dl>'


def _chart(chart: Chart) -> str:
    legend = ""
    if len(chart.series) > 1:
        marks = "".join(f'<li><i style="background:{s.colour}"></i>{safe(s.name)}</li>' for s in chart.series)
        legend = f'<ul class="legend">{marks}</ul>'
    return (
        f'<figure><figcaption><h3>{safe(chart.title)}</h3><p class="note">{safe(chart.measure)}</p></figcaption>'
        f"{legend}{svg_of(chart)}</figure>"
    )


def _table(table: Table, zone: str) -> str:
    kinds = ['class="number"' if column.kind in _NUMBERS else "" for column in table.columns]
    whole = sum(column.width for column in table.columns)
    widths = "".join(f'<col style="width:{100 * column.width / whole:.1f}%">' for column in table.columns)
    heads = "".join(
        f'<th scope="col" {kind}>{safe(column.name)}</th>' for column, kind in zip(table.columns, kinds, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{safe(cell)}</th>' if place == 0 else f"<td {kind}>{safe(cell)}</td>"
            for place, (cell, kind) in enumerate(zip(row, kinds, strict=True))
        )
        + "</tr>"
        for row in table.shown(zone, _ROWS)
    )
    said = table.note_of(_ROWS)
    note = f'<p class="note">{safe(said)}</p>' if said else ""
    return (
        f"<table><caption>{safe(table.title)}</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{note}"
    )


def _quote(quote: Quote) -> str:
    sign = f"{safe(quote.sign)} " if quote.sign else ""
    return f"<blockquote>{sign}«{safe(quote.text)}»<footer>{safe(quote.source)}</footer></blockquote>"


def _definitions(brief: Brief) -> str:
    terms = "".join(f"<dt>{safe(term)}</dt><dd>{safe(said)}</dd>" for term, said in brief.definitions)
    return (
        f'<section id="definitions" aria-labelledby="definitions-title"><h2 id="definitions-title">'
        f'{safe(_("Definitions"))}</h2><dl class="terms">{terms}</dl></section>'
    )
