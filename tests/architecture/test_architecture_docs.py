"""What the docs say is what the code says: dependencies, commands, settings, columns, links and pictures."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import lib.__main__  # noqa: F401 - registers every command
from lib.commands.app import APP
from lib.commands.reference import pages
from lib.settings import ROOT, SETTINGS

README = (ROOT / "README.md").read_text("utf-8")
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def required(file: str) -> dict[str, str]:
    """Package → version of a requirements file."""
    lines = [line.split("#")[0].strip() for line in (ROOT / file).read_text("utf-8").splitlines()]
    return dict(line.split("==") for line in lines if line and not line.startswith("-r"))


def described(heading: str) -> dict[str, str]:
    """First cell → second cell of the table below a heading of the README."""
    section = README.split(heading, 1)[1].split("\n#", 1)[0]
    return dict(re.findall(r"^\| `?([\w-]+)`? \| (.+) \|$", section, re.MULTILINE))


def test_every_dependency_is_pinned_and_has_its_reason() -> None:
    reasons = described("### Dependencies")
    reasons.pop("Package")
    assert set(reasons) == set(required("requirements.txt"))
    assert all(len(reason) > 10 for reason in reasons.values())


def test_every_command_is_in_the_readme() -> None:
    commands = set(typer.main.get_command(APP).commands)  # type: ignore[attr-defined]
    assert set(described("## For engineers")) - {"Command"} >= commands


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_written_pages_are_current(name: str) -> None:
    said = (ROOT / "docs" / name).read_text("utf-8")
    assert said == pages()[name], "run `python -m lib reference`"


def test_every_setting_is_in_the_docs() -> None:
    said = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert all(f"`{setting.variable}`" in said for setting in SETTINGS)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_pictures_stay_small() -> None:
    for picture in (ROOT / "docs" / "pictures").glob("*.png"):
        assert picture.stat().st_size < 250_000, picture.name


def test_the_users_own_data_stays_out_of_git() -> None:
    own = ["data/demo/truth.json", "data/workspace/key", "data/exports/a.csv", ".venv/x", "build/x"]
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout of git")
    found = subprocess.run(["git", "check-ignore", *own], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout.split() == own


def test_the_command_line_tells_its_commands() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "lib", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "import" in found.stdout
