"""The shared filter: period, channels, language of the messages. The same on every page, and in the address.

Periods end with the newest message of the archive, not with today: exports are snapshots.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from babel import Locale

from lib import words
from lib.conversations import queries
from lib.conversations.today import Days
from lib.look import channel_name
from lib.storage.search import Within
from lib.ui import address
from lib.ui.ask import ask
from lib.words import N_, _

PRESETS = {"1d": 1, "7d": 7, "28d": 28, "90d": 90, "365d": 365, "all": 0}
"""Days of each period by its code in the address; 0: the whole archive."""
DEFAULT = "7d"
_LABELS = {
    "1d": N_("Last day"),
    "7d": N_("Last 7 days"),
    "28d": N_("Last 28 days"),
    "90d": N_("Last 90 days"),
    "365d": N_("Last year"),
    "all": N_("Whole archive"),
}


@dataclass(frozen=True)
class Archive:
    """What is published: its newest moment, the days it spans, and where its days begin and end."""

    last_at: datetime
    first_day: date
    last_day: date
    time_zone: str
    message_count: int

    @property
    def as_of(self) -> str:
        """The newest moment, in words."""
        return words.moment(self.last_at, self.time_zone)


@dataclass(frozen=True)
class Filter:
    """The filter in force."""

    archive: Archive
    days: Days
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    period: str

    @property
    def where(self) -> dict[str, Any]:
        """Channels and languages as parameters of a query."""
        return {"channels": list(self.channels) or None, "languages": list(self.languages) or None}

    @property
    def params(self) -> dict[str, Any]:
        """The whole filter as parameters of a query."""
        return self.over(self.days)

    def over(self, days: Days) -> dict[str, Any]:
        """The same channels and languages over other days, as parameters of a query."""
        return {"since": days.since, "until": days.until, **self.where}

    @property
    def within(self) -> Within:
        """The filter as the text index takes it."""
        zone = ZoneInfo(self.archive.time_zone)
        since = datetime.combine(self.days.since, time(), zone)
        until = datetime.combine(self.days.until + timedelta(days=1), time(), zone)
        return Within(since, until, list(self.channels) or None, list(self.languages) or None)

    @property
    def usual(self) -> Days | None:
        """The days the period is compared with."""
        return self.days.usual(self.archive.first_day)

    @property
    def context(self) -> Days:
        """The days a chart shows."""
        return self.days.with_context(self.archive.first_day)


def archive() -> Archive:
    """The archive in force; NothingPublished where there is none."""
    row = ask(queries.archive).iloc[0]
    return Archive(
        last_at=pd.Timestamp(row.last_at).to_pydatetime(),
        first_day=pd.Timestamp(row.first_day).date(),
        last_day=pd.Timestamp(row.last_day).date(),
        time_zone=str(row.time_zone),
        message_count=int(row.message_count),
    )


def in_force() -> Filter:
    """The filter that the address says; what it says wrongly counts as not said."""
    found = archive()
    period = address.field("period")
    days = days_of(period, found)
    return Filter(
        archive=found,
        days=days or Days(max(found.last_day - timedelta(days=PRESETS[DEFAULT] - 1), found.first_day), found.last_day),
        channels=tuple(name for name in address.names("channels") if name in _channels()),
        languages=tuple(name for name in address.names("languages") if name in _languages()),
        period=period if days else DEFAULT,
    )


def days_of(period: str, found: Archive) -> Days | None:
    """The days of a period's code: a preset, a day (2026-05-12) or two (2026-05-01..2026-05-12); None where neither."""
    if period in PRESETS:
        length = PRESETS[period] or (found.last_day - found.first_day).days + 1
        return Days(max(found.last_day - timedelta(days=length - 1), found.first_day), found.last_day)
    ends = period.split("..")
    try:
        since, until = date.fromisoformat(ends[0]), date.fromisoformat(ends[-1])
    except ValueError:
        return None
    return Days(since, until) if len(ends) <= 2 and since <= until else None


def period_label(period: str, found: Archive) -> str:
    """A period in words."""
    if period in _LABELS:
        return _(_LABELS[period])
    days = days_of(period, found)
    if days is None:
        return period
    return words.day(days.since) if days.count == 1 else f"{words.short_day(days.since)} – {words.day(days.until)}"


def language_name(code: str) -> str:
    """A language in the language in force: it → Italian, italiano."""
    found = Locale(words.language()).languages.get(code, code)
    return str(found)


def show() -> Filter:
    """Draw the filter bar where the page stands, and return the filter in force."""
    found = in_force()
    periods = list(PRESETS) + ([found.period] if found.period not in PRESETS else [])
    _keep_widget("filter.period", found.period)
    _keep_widget("filter.channels", list(found.channels))
    _keep_widget("filter.languages", list(found.languages))
    st.selectbox(
        _("Period"),
        periods,
        format_func=lambda code: period_label(code, found.archive),
        key="filter.period",
        label_visibility="collapsed",
        width=200,
        on_change=address.writes("period", "filter.period", str, clears=("page",)),
    )
    st.multiselect(
        _("Channels"),
        _channels(),
        format_func=channel_name,
        key="filter.channels",
        placeholder=_("All channels"),
        label_visibility="collapsed",
        width=260,
        wrap=False,
        on_change=address.writes("channels", "filter.channels", _joined, clears=("page",)),
    )
    st.multiselect(
        _("Languages of the messages"),
        _languages(),
        format_func=language_name,
        key="filter.languages",
        placeholder=_("All languages"),
        label_visibility="collapsed",
        width=200,
        wrap=False,
        on_change=address.writes("languages", "filter.languages", _joined, clears=("page",)),
    )
    return found


def _joined(value: object) -> str:
    return ",".join(str(name) for name in value) if isinstance(value, list) else ""


def _keep_widget(key: str, value: object) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _channels() -> list[str]:
    return [str(name) for name in ask(queries.channels_in_archive).channel]


def _languages() -> list[str]:
    return [str(name) for name in ask(queries.languages_in_archive).language]
