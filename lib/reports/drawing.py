"""Charts of a brief as SVG: drawn here, so that a page needs no script, prints sharply and asks for nothing outside."""

from collections.abc import Callable
from html import escape

from lib.look import LIGHT
from lib.reports.document import Chart, Series, padded
from lib.words import number

_WIDE, _LEFT, _RIGHT = 860, 52, 14
_TOP, _HIGH, _BELOW = 12, 190, 26
_MINUS = "\N{MINUS SIGN}"
_BAR, _GAP, _NAME = 15, 12, 276


def svg_of(chart: Chart) -> str:
    """The drawing; its words are escaped, and its values are told to whoever cannot see it."""
    draw: dict[str, Callable[[Chart], tuple[str, int]]] = {"stacked": _columns, "line": _line, "bars": _bars}
    inside, height = draw[chart.shape](chart)
    return (
        f'<svg viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{safe(chart.alt)}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )


def safe(text: str) -> str:
    """Text for HTML and SVG: escaped, and without what no document can hold."""
    return escape("".join(sign for sign in text if sign in "\n\t" or sign >= " "), quote=True)


def _columns(chart: Chart) -> tuple[str, int]:
    count = len(chart.categories)
    totals = [sum(padded([one.values[place] for one in chart.series])) for place in range(count)]
    low, high, marks = scale([0.0, *totals])
    step = (_WIDE - _LEFT - _RIGHT) / max(count, 1)
    width = min(step * 0.72, 64)
    parts = [_grid(marks, low, high)]
    for place in range(count):
        x, base = _LEFT + step * place + (step - width) / 2, 0.0
        for one in chart.series:
            value = one.values[place] or 0.0
            top, bottom = _y(base + value, low, high), _y(base, low, high)
            said = f"{chart.categories[place]} · {one.name}: {number(value, chart.digits)}"
            if value:
                parts.append(
                    f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{bottom - top:.1f}" '
                    f'fill="{one.colour}"><title>{safe(said)}</title></rect>'
                )
            base += value
    parts.append(_names_below(chart.categories, step))
    return "".join(parts), _TOP + _HIGH + _BELOW


def _line(chart: Chart) -> tuple[str, int]:
    ends = [v for one in chart.series for v in padded([*one.values, *one.low, *one.high])]
    low, high, marks = scale([0.0, *ends])
    step = (_WIDE - _LEFT - _RIGHT) / max(len(chart.categories), 1)
    xs = [_LEFT + step * (place + 0.5) for place in range(len(chart.categories))]
    parts = [_grid(marks, low, high)]
    for one in chart.series:
        parts += [_run(one, run, xs, low, high) for run in _runs(one)]
        for name, x, value in zip(chart.categories, xs, one.values, strict=True):
            if value is not None:
                said = f"{name} · {one.name}: {number(value, chart.digits)}"
                y = _y(value, low, high)
                parts.append(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{one.colour}"><title>{safe(said)}</title></circle>'
                )
    parts.append(_names_below(chart.categories, step))
    return "".join(parts), _TOP + _HIGH + _BELOW


def _run(one: Series, run: list[int], xs: list[float], low: float, high: float) -> str:
    """One unbroken run of a line, over its band."""

    def points(values: tuple[float | None, ...], places: list[int]) -> str:
        return " ".join(f"{xs[p]:.1f},{_y(values[p] or 0.0, low, high):.1f}" for p in places)

    band = ""
    if one.low and one.high:
        edge = f"{points(one.high, run)} {points(one.low, run[::-1])}"
        band = f'<polygon points="{edge}" fill="{one.colour}" fill-opacity="0.16"/>'
    line = f'<polyline points="{points(one.values, run)}" fill="none" stroke="{one.colour}" stroke-width="2"/>'
    return band + line


def _runs(one: Series) -> list[list[int]]:
    found: list[list[int]] = []
    for place, value in enumerate(one.values):
        if value is None:
            continue
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _bars(chart: Chart) -> tuple[str, int]:
    most = max([1e-9, *(v for one in chart.series for v in padded(list(one.values)))])
    room = _WIDE - _NAME - 80
    parts, y = [], float(_TOP)
    for place, name in enumerate(chart.categories):
        middle = y + _BAR * len(chart.series) / 2 + 4
        parts.append(f'<text x="{_NAME - 10}" y="{middle:.1f}" text-anchor="end">{safe(_short(name, 38))}</text>')
        for one in chart.series:
            value = one.values[place] or 0.0
            width = room * value / most
            said = f"{name} · {one.name}: {number(value, chart.digits)}"
            parts.append(
                f'<rect x="{_NAME}" y="{y:.1f}" width="{width:.1f}" height="{_BAR - 2}" fill="{one.colour}">'
                f"<title>{safe(said)}</title></rect>"
                f'<text class="value" x="{_NAME + width + 6:.1f}" y="{y + _BAR - 4:.1f}">'
                f"{safe(number(value, chart.digits))}</text>"
            )
            y += _BAR
        y += _GAP
    return "".join(parts), round(y + 4)


def scale(values: list[float]) -> tuple[float, float, list[float]]:
    """The ends of an axis that holds these values, and its marks: round numbers, at most six."""
    low, high = min(values), max(values)
    spread = high - low or 1.0
    step = next(s * 10**e for e in range(-3, 12) for s in (1, 2, 5) if spread / (s * 10**e) <= 4.5)
    first = int(low // step)
    last = max(int(-(-high // step)), first + 1)
    marks = [place * step for place in range(first, last + 1)]
    return marks[0], marks[-1], marks


def _grid(marks: list[float], low: float, high: float) -> str:
    digits = 0 if all(float(mark).is_integer() for mark in marks) else 1
    return "".join(
        f'<line x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{_y(mark, low, high):.1f}" y2="{_y(mark, low, high):.1f}" '
        f'stroke="{LIGHT.muted if mark == 0 and low < 0 else LIGHT.line}"/>'
        f'<text class="mark" x="{_LEFT - 8}" y="{_y(mark, low, high) + 4:.1f}" text-anchor="end">'
        f"{safe(number(mark, digits).replace('-', _MINUS))}</text>"
        for mark in marks
    )


def _names_below(names: tuple[str, ...], step: float) -> str:
    every = -(-len(names) // 12) or 1
    return "".join(
        f'<text class="mark" x="{_LEFT + step * (place + 0.5):.1f}" y="{_TOP + _HIGH + 20}" text-anchor="middle">'
        f"{safe(_short(name, 16))}</text>"
        for place, name in enumerate(names)
        if place % every == 0
    )


def _y(value: float, low: float, high: float) -> float:
    return _TOP + _HIGH * (high - value) / (high - low)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
