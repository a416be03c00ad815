"""The account of an import: what became of every row, per file and in total."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class FileAccount:
    """One file's rows: read = imported + updated + unchanged + rejected. `problem` is why it could not be used."""

    file: str
    source: str = ""
    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problem: str = ""

    def adds_up(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.imported + self.updated + self.unchanged + self.rejected


@dataclass(frozen=True)
class Account:
    """A whole import. `version` is the one published after it; `rejected_file` holds the rejected rows, if any."""

    import_id: str
    files: tuple[FileAccount, ...]
    version: int
    rejected_file: str | None = None

    def total(self) -> FileAccount:
        """All files summed."""
        summed = FileAccount("", source=", ".join(sorted({f.source for f in self.files if f.source})))
        for file in self.files:
            for name in ("read", "imported", "updated", "unchanged", "rejected"):
                setattr(summed, name, getattr(summed, name) + getattr(file, name))
            summed.reasons.update(file.reasons)
        return summed

    def as_json(self) -> dict[str, Any]:
        """The document of `python -m lib import --json`: the totals at the top, the files below."""
        total = _numbers(self.total()) | {"version": self.version}
        files = [{"file": f.file} | _numbers(f) | {"version": self.version} for f in self.files]
        return total | {"total": total, "files": files, "rejected_file": self.rejected_file}


def _numbers(account: FileAccount) -> dict[str, Any]:
    return {
        "source": account.source,
        "read": account.read,
        "imported": account.imported,
        "updated": account.updated,
        "unchanged": account.unchanged,
        "rejected": account.rejected,
        "reasons": dict(account.reasons),
        "notes": account.notes,
        "problem": account.problem,
    }
