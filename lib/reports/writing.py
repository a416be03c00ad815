"""A brief into a file: looked at before anything is worked out, and written whole or not at all."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lib import words
from lib.errors import EarshotError, UnknownName
from lib.reports.document import Brief
from lib.words import _

FORMATS = {
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The formats and their media types."""


@dataclass(frozen=True)
class Target:
    """Where a brief goes, and in which format."""

    path: Path
    format: str


def target(out: Path, format_: str = "") -> Target:
    """Where it goes: the format by name or by the file's ending; a sentence where it cannot be written there."""
    known = ", ".join(FORMATS)
    ending = out.suffix.lower().removeprefix(".")
    chosen = (format_ or ending).lower()
    if chosen not in FORMATS:
        raise UnknownName(
            _(
                "A brief is written as {known}: name one with --format, or end {file} in one.",
                known=known,
                file=out.name,
            )
        )
    if ending != chosen:
        raise UnknownName(_("{file} does not end in .{format}: name it so.", file=out.name, format=chosen))
    folder = out.parent
    if not folder.is_dir():
        raise EarshotError(_("There is no folder {folder}: make it first, or name another.", folder=folder))
    if out.is_dir() or not os.access(folder, os.W_OK):
        raise EarshotError(_("{file} cannot be written: name another place.", file=out))
    return Target(out, chosen)


def made(brief: Brief, format_: str) -> bytes:
    """The brief in a format of FORMATS, in its own language."""
    with words.speaking(brief.language):
        return _makers()[format_](brief)


def write(brief: Brief, to: Target) -> None:
    """Write it; the file that stood there stays where it cannot be written."""
    content = made(brief, to.format)
    beside = to.path.with_name(f".{to.path.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(content)
        beside.replace(to.path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise EarshotError(
            _("{file} cannot be written ({said}): name another place.", file=to.path, said=error.strerror)
        ) from error


def _makers() -> dict[str, Callable[[Brief], bytes]]:
    def html(brief: Brief) -> bytes:
        from lib.reports.export_html import html_of

        return html_of(brief).encode()

    def pptx(brief: Brief) -> bytes:
        from lib.reports.export_slides import pptx_of

        return pptx_of(brief)

    def xlsx(brief: Brief) -> bytes:
        from lib.reports.export_sheets import xlsx_of

        return xlsx_of(brief)

    return {"html": html, "pptx": pptx, "xlsx": xlsx}
