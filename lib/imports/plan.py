"""What was decided on the page about one import, as data: it goes to the process that imports, by a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lib.imports.run import Wishes
from lib.ingest.mapping import mapping_data, mapping_of
from lib.ingest.source import Reading


@dataclass(frozen=True)
class Plan:
    """One import. `readings`: what was decided about single files, by the name of the export."""

    paths: tuple[Path, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    brand_accounts: tuple[str, ...] = ()
    include_direct: bool = False

    @property
    def wishes(self) -> Wishes:
        """The plan as an import takes it."""
        asked = {name: self.reading_of(name) for name in self.readings}
        return Wishes(Reading(include_direct=self.include_direct), "", self.brand_accounts, asked)

    def reading_of(self, name: str) -> Reading:
        """How the file of that name is read."""
        return replace(self.readings.get(name, Reading()), include_direct=self.include_direct)

    def as_json(self) -> dict[str, Any]:
        """The plan as a JSON document; `plan_of` reads it back."""
        return {
            "paths": [str(path) for path in self.paths],
            "readings": {name: _reading_data(reading) for name, reading in self.readings.items()},
            "brand_accounts": list(self.brand_accounts),
            "include_direct": self.include_direct,
        }


def plan_of(document: dict[str, Any]) -> Plan:
    """The plan in a JSON document that `as_json` made."""
    return Plan(
        tuple(Path(path) for path in document["paths"]),
        {name: _reading_of(data, name) for name, data in document["readings"].items()},
        tuple(document["brand_accounts"]),
        bool(document["include_direct"]),
    )


def _reading_data(reading: Reading) -> dict[str, Any]:
    return {
        "time_zone": reading.time_zone.key if reading.time_zone else "",
        "date_order": reading.date_order,
        "mapping": mapping_data(reading.mapping) if reading.mapping else None,
    }


def _reading_of(data: dict[str, Any], name: str) -> Reading:
    return Reading(
        time_zone=ZoneInfo(data["time_zone"]) if data["time_zone"] else None,
        date_order=data["date_order"],
        mapping=mapping_of(data["mapping"], name) if data["mapping"] else None,
    )
