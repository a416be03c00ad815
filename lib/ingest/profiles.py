"""Mappings kept under a name, one YAML file each, in the workspace's folder `profiles/`."""

import re
from pathlib import Path

import yaml

from lib.errors import BadExport, UnknownName, WorkspaceError
from lib.ingest.mapping import Mapping, mapping_data, mapping_of
from lib.storage.workspace import write_whole

_SIZE_LIMIT = 1 << 20


def mapping_in(path: Path) -> Mapping:
    """The mapping in a YAML file; BadExport says which entry is wrong and what may stand there."""
    try:
        if path.stat().st_size > _SIZE_LIMIT:
            raise BadExport(f"{path.name} is too large to be a mapping.")
        data = yaml.safe_load(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadExport(f"The mapping {path} cannot be read ({error.strerror}): check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BadExport(
            f"The mapping {path.name} is not YAML ({(str(error) or type(error).__name__).splitlines()[0]})."
        ) from error
    return mapping_of(data, path.stem)


def save_profile(folder: Path, mapping: Mapping) -> Path:
    """Keep a mapping under its name, in place of one of that name; returns its file. BadExport where wrong."""
    data = mapping_data(mapping_of(mapping_data(mapping), mapping.name))
    path = folder / f"{_stem(mapping.name)}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made ({error.strerror}): choose another folder.") from error
    write_whole(path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    return path


def profiles(folder: Path) -> tuple[Mapping, ...]:
    """All kept mappings, by name; BadExport names the file that somebody broke."""
    return tuple(sorted((mapping_in(path) for path in folder.glob("*.yaml")), key=lambda found: found.name))


def profile(folder: Path, name: str) -> Mapping:
    """The mapping of that name; UnknownName, with the names there are, where there is none."""
    path = folder / f"{_stem(name)}.yaml"
    if not path.is_file():
        names = ", ".join(found.name for found in profiles(folder)) or "none yet"
        raise UnknownName(f"There is no saved mapping {name!r}. Saved: {names}.")
    return mapping_in(path)


def _stem(name: str) -> str:
    """The name as a file's stem: letters of any language, digits and hyphens, so that it stays in the folder."""
    return re.sub(r"[\W_]+", "-", name.strip().lower()).strip("-")[:80] or "mapping"
