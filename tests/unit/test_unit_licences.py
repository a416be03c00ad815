"""Every dependency states its licence, and none of them asks for what a hosted, closed workspace cannot give."""

import json
import re

from typer.testing import CliRunner

import lib.__main__  # noqa: F401 - registers every command
from lib.commands.app import APP
from lib.licences import licences
from lib.settings import ROOT

STRICT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)


def test_every_dependency_is_listed_with_a_licence() -> None:
    found = {re.sub(r"[-_.]+", "-", licence.package).lower(): licence for licence in licences()}
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    direct = {re.sub(r"[-_.]+", "-", re.split(r"==|\[", line)[0]).lower() for line in lines if line[:1].isalnum()}
    assert direct <= set(found)
    assert all(found[name].is_direct for name in direct)
    assert {"mako", "markupsafe", "click"} <= set(found), "those of others are there as well"
    assert [licence.package for licence in found.values() if not licence.licence] == []
    assert [f"{x.package}: {x.licence}" for x in found.values() if STRICT.search(x.licence)] == []


def test_the_command_lists_them() -> None:
    done = CliRunner().invoke(APP, ["licences", "--json"])
    assert done.exit_code == 0
    packages = json.loads(done.stdout)["packages"]
    assert len(packages) == len(licences()) > 40
    assert "duckdb" in CliRunner().invoke(APP, ["licences"]).output
