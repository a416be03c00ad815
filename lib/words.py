"""The words, numbers and dates that people see, in their language: gettext for words, Babel for the rest.

English stands in the code; `lib/locale/<language>/LC_MESSAGES/earshot.po` holds the others and is read as it is, so
that no compiled catalogue has to be built or kept. Which language is in force is asked anew for each word, because
one process serves people of several: the face sets how by `ask_language_of`.
"""

import gettext as gettext_module
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "it": "Italiano"}
"""The languages the app speaks, by their own names; English first, it is the one in the code."""
LOCALE_FOLDER = Path(__file__).parent / "locale"
_ARTICLE = re.compile(r"\b([Ii]|[Aa]|[Dd]a|[Dd]e|[Nn]e|[Ss]u)l \{(\w+)\}")
_SPOKEN_WITH_VOWEL = re.compile(r"8|11(?!\d)|1(?![\d.])")
_ask: Callable[[], str] = lambda: "en"  # noqa: E731 - a default that the face replaces
_speaking: ContextVar[str] = ContextVar("speaking", default="")


def ask_language_of(source: Callable[[], str]) -> None:
    """From now on ask this for the language in force ("en", "it"); it is called for every word."""
    global _ask
    _ask = source


def language() -> str:
    """The language in force."""
    found = _speaking.get() or _ask()
    return found if found in LANGUAGES else "en"


def speak(code: str) -> None:
    """From now on this language is in force in this thread, without being asked for; "" asks again."""
    _speaking.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it this language is in force, whoever asks: a document speaks the language of its readers."""
    before = _speaking.set(code)
    try:
        yield
    finally:
        _speaking.reset(before)


def spoken(locale: str | None) -> str:
    """The language of the app that fits a locale ("it-IT", "it_IT.UTF-8"), English where none does."""
    code = (locale or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else "en"


def _(message: str, **values: object) -> str:
    """The message in the language in force, its {placeholders} filled."""
    found = _catalogue(language()).gettext(message)
    return _elided(found, values).format(**values) if values else found


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """The form that fits `count`; {count} is written as a number of the language."""
    found = _catalogue(language()).ngettext(singular, plural, count)
    given = {"count": number(count), **values}
    return _elided(found, given).format(**given)


def N_(message: str) -> str:
    """Marks a message for the catalogue where it is written down now and shown later through `_`."""
    return message


def number(value: float, digits: int = 0) -> str:
    """1,240 or 1.240; `digits` after the decimal sign."""
    return _written(value or 0, digits, language())


@lru_cache(maxsize=8192)
def _written(value: float, digits: int, code: str) -> str:
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return str(numbers.format_decimal(value, format=pattern, locale=code))


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, a true minus: +18, −4, 0."""
    sign = "+" if round(value, digits) > 0 else "\N{MINUS SIGN}" if round(value, digits) < 0 else ""
    return sign + number(abs(value), digits)


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage: 12 %, 12%."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "\N{NO-BREAK SPACE}%"
    return _written_percent(share or 0, pattern, language())


@lru_cache(maxsize=4096)
def _written_percent(share: float, pattern: str, code: str) -> str:
    return str(numbers.format_percent(share, format=pattern, locale=code))


def day(value: date) -> str:
    """12 May 2026, 12 maggio 2026."""
    return _dated(value, "d MMMM y", language())


def short_day(value: date) -> str:
    """12 May, 12 mag."""
    return _dated(value, "d MMM", language())


def dated(value: date) -> str:
    """12 May 2026, 12 mag 2026: as short as it goes with its year."""
    return _dated(value, "d MMM y", language())


def month(value: date) -> str:
    """May 2026, mag 2026."""
    return _dated(value, "MMM y", language())


@lru_cache(maxsize=4096)
def _dated(value: date, pattern: str, code: str) -> str:
    return str(dates.format_date(value, format=pattern, locale=code))


def moment(value: datetime, zone: str) -> str:
    """12 May 2026, 18:40 in the given time zone."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{dates.format_date(local, format='d MMM y', locale=language())}, {local:%H:%M}"


def span(seconds: float) -> str:
    """A duration in its largest unit that says enough: 45 min, 9 h, 3 days."""
    minutes = max(0.0, seconds) / 60
    if minutes < 90:
        return _("{count} min", count=number(round(minutes)))
    if minutes < 60 * 48:
        return _("{count} h", count=number(round(minutes / 60)))
    return ngettext("{count} day", "{count} days", round(minutes / 1440))


def _elided(message: str, values: Mapping[str, object]) -> str:
    """Italian articles before the numbers that fill them: il {share} → l'{share} before 80 %, lo {share} before 0 %."""
    if language() != "it":
        return message

    def article(found: re.Match[str]) -> str:
        start, name = found.groups()
        value, stem = str(values.get(name, "")), {"i": "l", "I": "L"}.get(start, f"{start}ll")
        if _SPOKEN_WITH_VOWEL.match(value):
            return f"{stem}\N{RIGHT SINGLE QUOTATION MARK}{{{name}}}"
        return f"{stem}o {{{name}}}" if value.startswith("0") else found.group()

    return _ARTICLE.sub(article, message)


@cache
def _catalogue(code: str) -> gettext_module.NullTranslations:
    path = LOCALE_FOLDER / code / "LC_MESSAGES" / "earshot.po"
    if not path.exists():
        return gettext_module.NullTranslations()
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)
