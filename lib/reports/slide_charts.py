"""Charts of a deck: PowerPoint's own, with their numbers in the workbook behind them, so that they can be edited."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from lib.cells import safe_cell
from lib.look import LIGHT
from lib.reports.document import Chart, Series
from lib.words import _

_KINDS: Any = XL_CHART_TYPE  # without types there
_COLOUR: Any = RGBColor
_DATA: Any = CategoryChartData
_SHAPES = {"stacked": "COLUMN_STACKED", "bars": "BAR_CLUSTERED", "line": "LINE_MARKERS"}
_SMALL = Pt(11)


def add_chart(slide: Any, chart: Chart, box: tuple[float, float, float, float]) -> None:
    """Put it on a slide; `box`: left, top, width, height in inches."""
    series = _with_interval(chart.series)
    data = _DATA(number_format="0.0" if chart.digits else "0")
    data.categories = [plain(name) for name in chart.categories]
    for name, values, _colour in series:
        data.add_series(plain(name), values)
    kind = getattr(_KINDS, _SHAPES[chart.shape])
    frame = slide.shapes.add_chart(kind, *(Inches(side) for side in box), data)
    frame.name = chart.code
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(chart.alt)[:1500])
    made = frame.chart
    made.font.size, made.font.color.rgb = _SMALL, _COLOUR.from_string(LIGHT.muted[1:])
    made.has_title = False
    made.has_legend = len(series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        made.legend.font.size = _SMALL
    _axes(made, chart)
    _paint(made, chart, series)


def _with_interval(series: tuple[Series, ...]) -> list[tuple[str, tuple[float | None, ...], str]]:
    """Name, values and colour of each line; the ends of an interval are lines of their own, in grey."""
    found = []
    for one in series:
        found.append((one.name, one.values, one.colour))
        if one.low and one.high:
            found += [(_("Low end"), one.low, LIGHT.neutral), (_("High end"), one.high, LIGHT.neutral)]
    return found


def _axes(made: Any, chart: Chart) -> None:
    value, category = made.value_axis, made.category_axis
    value.has_major_gridlines = chart.shape != "bars"
    if value.has_major_gridlines:
        value.major_gridlines.format.line.color.rgb = _COLOUR.from_string(LIGHT.line[1:])
    value.visible = chart.shape != "bars"
    value.format.line.fill.background()
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = _COLOUR.from_string(LIGHT.line[1:])
    category.has_major_gridlines = False
    category.reverse_order = chart.shape == "bars"
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.shape != "line":
        value.minimum_scale = 0


def _paint(made: Any, chart: Chart, series: list[tuple[str, tuple[float | None, ...], str]]) -> None:
    plot = made.plots[0]
    if chart.shape != "line":
        plot.gap_width = 45
    if chart.shape == "bars":
        plot.overlap = -5
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.font.size, labels.position = _SMALL, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = ("#,##0.0" if chart.digits else "#,##0"), False
    for place, (drawn, (_name, _values, colour)) in enumerate(zip(plot.series, series, strict=True)):
        if chart.shape != "line":
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = _COLOUR.from_string(colour[1:])
            drawn.invert_if_negative = False
            continue
        drawn.smooth = False
        line = drawn.format.line
        line.color.rgb, line.width = _COLOUR.from_string(colour[1:]), Pt(2.25 if place % 3 == 0 else 1)
        if place % 3:
            line.dash_style = MSO_LINE.DASH
        drawn.marker.size = 5 if place % 3 == 0 else 2
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = _COLOUR.from_string(colour[1:])
        drawn.marker.format.line.fill.background()


def plain(text: str) -> str:
    """Text for XML on one line, and for the workbook behind a chart: no formula begins in it."""
    return str(safe_cell(" ".join(text.split())))
