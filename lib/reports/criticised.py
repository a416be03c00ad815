"""What they criticise: the themes of the period, how loud each is against its usual, and the critiques themselves."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.critiques import queries
from lib.critiques.evidence_texts import messages_of
from lib.critiques.theme_registry import themes
from lib.critiques.theme_words import names
from lib.critiques.themed_queries import THEME_FIGURES, THEME_QUOTES, THEMES_OF
from lib.critiques.themes import Described, described, voices_of
from lib.look import LIGHT, channel_name
from lib.reports.document import Chart, Column, Quote, Section, Series, Table
from lib.reports.reading import Reading, over, plain_row
from lib.reports.waiting import MOST_ROWS
from lib.words import _, language, ngettext, percent, short_day

_IN_CHART, _IN_TABLE, _QUOTES, _CANDIDATES, _WORDS = 7, 8, 5, 12, 280


def themes_of_period(reading: Reading) -> list[Described]:
    """The themes with a critique in the period, the loudest first, under the names they have everywhere."""
    figures = THEME_FIGURES.of(reading.workspace, reading.model, **reading.params).to_pandas()
    return described(figures, reading.theme_voices, themes(reading.records), reading.taxonomy, language())


def names_of(reading: Reading) -> dict[str, str]:
    """What every theme is called, those without a critique in the period too."""
    return names(themes(reading.records), voices_of(reading.theme_voices), reading.taxonomy, language())


def section(reading: Reading, found: list[Described]) -> Section:
    """The chapter."""
    heard = reading.critiques_heard
    quotes = _quotes(reading, found[:_IN_TABLE])
    return Section(
        "critiques",
        _("What they criticise"),
        tuple(_sentences(heard, found)),
        charts=(_loudest(found),) if found else (),
        tables=(_themes(found),) if found else (),
        quotes=tuple(quotes),
        evidence=(_critiques(reading, found, int(heard["critiques"])),) if heard["critiques"] else (),
        definitions=(
            (
                _("Critique"),
                _(
                    "Messages saying that something the brand does, sells or says falls short, "
                    "so that the brand could act."
                ),
            ),
            (_("Theme"), _("Critiques about the same thing. Voices: what somebody repeats in the same words is one.")),
            (
                _("Times the usual"),
                _("Voices a day in the period ÷ voices a day in the 56 days before; – where those are under five."),
            ),
        ),
    )


def _sentences(heard: Mapping[str, Any], found: list[Described]) -> list[str]:
    count = int(heard["critiques"])
    if not count:
        return [_("Nobody criticised anything in this period.")]
    people = ngettext("{count} person", "{count} people", int(heard["critics"]))
    said = [
        ngettext(
            "{count} critique was heard, from {people}.",
            "{count} critiques were heard, from {people}.",
            count,
            people=people,
        )
    ]
    if found:
        share = percent(float(found[0].figures["share"]))
        said.append(_("The loudest theme is {theme}: {share} of those with a theme.", theme=found[0].name, share=share))
    return said


def _loudest(found: list[Described]) -> Chart:
    shown = found[:_IN_CHART]
    series = Series(_("Voices"), tuple(float(theme.figures["voices"]) for theme in shown), LIGHT.negative)
    title = _("“{theme}” is criticised most", theme=shown[0].name)
    measure = _("Critiques of the period by theme, repeated ones counted once")
    return Chart("themes", "bars", title, measure, tuple(theme.name for theme in shown), (series,))


def _themes(found: list[Described]) -> Table:
    columns = (
        Column(_("Theme"), width=3.0),
        Column(_("Voices"), "count"),
        Column(_("People"), "count"),
        Column(_("Share"), "share"),
        Column(_("Times the usual"), "decimal"),
        Column(_("Channels"), width=2.0),
    )
    rows = tuple(
        (
            theme.name,
            int(theme.figures["voices"]),
            int(theme.figures["authors"]),
            float(theme.figures["share"]),
            theme.figures["lift"],
            ", ".join(channel_name(str(name)) for name in theme.figures["channels"]),
        )
        for theme in found
    )
    return Table("themes", _("Themes, the loudest first"), columns, rows)


def _quotes(reading: Reading, found: list[Described]) -> list[Quote]:
    """One typical critique of the period for each of the loudest themes, among those that may be quoted."""
    if not found:
        return []
    given = {**over(reading.days), "count": _CANDIDATES}
    keys = THEME_QUOTES.of(reading.workspace, reading.model, **given).to_pandas()
    keys = keys[keys.theme_id.isin([theme.theme_id for theme in found])]
    told = messages_of(reading.workspace, reading.model, list(keys.channel), list(keys.message_id))
    rows = keys[["theme_id", "place", "channel", "message_id"]].merge(told, on=["channel", "message_id"], how="inner")
    made: list[Quote] = []
    for theme in found:
        mine = rows[rows.theme_id == theme.theme_id].sort_values("place", kind="stable")
        for row in (plain_row(one) for one in mine.to_dict("records")):
            said = reading.form.words(row, _WORDS)
            if said is not None:
                made.append(Quote(said, f"{source(reading, row)} · {theme.name}"))
                break
    return made[:_QUOTES]


def source(reading: Reading, row: dict[str, Any]) -> str:
    """Where, who and when."""
    when = short_day(pd.Timestamp(row["created_at"]).tz_convert(reading.zone).date())
    return f"{channel_name(str(row['channel']))} · {reading.form.person(row)} · {when}"


def _critiques(reading: Reading, found: list[Described], total: int) -> Table:
    rows = reading.rows(queries.fresh_critiques, **reading.params, first=0, count=MOST_ROWS)
    keys = {"keys_channels": [r["channel"] for r in rows], "keys_ids": [r["message_id"] for r in rows]}
    placed = THEMES_OF.of(reading.workspace, reading.model, **keys).to_pylist()
    theme_of = {(row["channel"], row["message_id"]): row["theme_id"] for row in placed}
    names = {theme.theme_id: theme.name for theme in found}
    columns = (
        Column(_("When"), "moment"),
        Column(_("Channel")),
        Column(_("Who")),
        Column(_("Theme")),
        Column(_("Language")),
        Column(_("What they wrote")),
    )
    ids = () if reading.form.is_client else (Column("url"), Column("message_id"))
    made = []
    for row in rows:
        own = (
            row["created_at"].to_pydatetime(),
            channel_name(str(row["channel"])),
            reading.form.person(row),
            names.get(str(theme_of.get((row["channel"], row["message_id"]), "")), ""),
            row["language"] if isinstance(row["language"], str) else "",
            reading.form.cell(row),
        )
        url = row["url"] if isinstance(row["url"], str) else ""
        made.append(own if reading.form.is_client else (*own, url, str(row["message_id"])))
    return Table("critiques", _("Critiques"), columns + ids, tuple(made), total)
