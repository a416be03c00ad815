"""The licences of everything Earshot needs: its dependencies and theirs, as each package states them of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from lib.settings import ROOT

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CLASSIFIER = "License :: OSI Approved :: "
UNSTATED = ""


@dataclass(frozen=True)
class Licence:
    """One installed package. `licence` is "" where it states none; `is_direct`: the requirements name it themselves."""

    package: str
    version: str
    licence: str
    is_direct: bool


def licences(requirements: Path = ROOT / "requirements.txt") -> list[Licence]:
    """Every package that these requirements bring, by name; what is not installed is left out."""
    direct = {_plain(name) for name in _named(requirements)}
    found: dict[str, Licence] = {}
    waiting = sorted(direct)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = Licence(package.metadata["Name"], package.version, _stated(package), name in direct)
        waiting += [_plain(needed) for needed in _needed(package)]
    return sorted(found.values(), key=lambda licence: licence.package.lower())


def _named(requirements: Path) -> Iterator[str]:
    for line in requirements.read_text("utf-8").splitlines():
        if line.startswith("-r "):
            yield from _named(requirements.parent / line.removeprefix("-r ").strip())
        elif found := _NAME.match(line):
            yield found[0]


def _needed(package: metadata.Distribution) -> Iterator[str]:
    """What it needs always: extras and other systems stand behind a condition, and count where they are installed."""
    for requirement in package.requires or []:
        found = _NAME.match(requirement)
        if found and "extra ==" not in requirement:
            yield found[0]


def _stated(package: metadata.Distribution) -> str:
    """The SPDX expression; else the classifiers; else the first line of the licence field."""
    said = package.metadata
    if "License-Expression" in said:
        return str(said["License-Expression"])
    classifiers = [c.removeprefix(_CLASSIFIER) for c in said.get_all("Classifier") or [] if c.startswith(_CLASSIFIER)]
    if classifiers:
        return ", ".join(classifiers)
    stated = said["License"] if "License" in said else UNSTATED
    return str(stated).strip().split("\n")[0][:80]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
