"""The catalogue is complete: every message in the code has its Italian, with the same placeholders, and no orphans."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from lib.words import LANGUAGES, LOCALE_FOLDER

ROOT = Path(__file__).resolve().parent.parent.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
OTHERS = [code for code in LANGUAGES if code != "en"]


def messages_in_code() -> set[str | tuple[str, str]]:
    """Every message that the code asks for; a plural as a pair."""
    found: set[str | tuple[str, str]] = set()
    for folder in ("pages", "lib"):
        for _name, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(tuple(message[:2]) if isinstance(message, tuple) else message)  # type: ignore[arg-type]
    for _line, message, _comments, _context in extract_from_file("python", str(ROOT / "app.py"), keywords=KEYWORDS):
        found.add(message)  # type: ignore[arg-type]
    return found


def catalogue(code: str) -> Catalog:
    with (LOCALE_FOLDER / code / "LC_MESSAGES" / "earshot.po").open("rb") as stream:
        return read_po(stream, locale=code)


def strings(text: object) -> Iterator[str]:
    """A message or its plural forms, one by one."""
    yield from ([text] if isinstance(text, str) else text)  # type: ignore[misc]


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str) -> None:
    said = {message.id: message for message in catalogue(code) if message.id}
    missing = [m for m in messages_in_code() if m not in said or not all(strings(said[m].string))]
    fuzzy = [message.id for message in said.values() if message.fuzzy]
    assert (missing, fuzzy) == ([], [])


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_left_over(code: str) -> None:
    asked = messages_in_code()
    found = catalogue(code)
    assert [message.id for message in found if message.id and message.id not in asked] == []
    assert not found.obsolete


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_the_placeholders(code: str) -> None:
    for message in catalogue(code):
        if not message.id:
            continue
        known = set().union(*(PLACEHOLDER.findall(text) for text in strings(message.id)))
        for text in strings(message.string):
            found = set(PLACEHOLDER.findall(text))
            assert found <= known, message.id
            assert known - {"count"} <= found, message.id
            assert text.count("{") == len(PLACEHOLDER.findall(text)), message.id


def test_the_code_asks_for_messages() -> None:
    assert len(messages_in_code()) > 100
