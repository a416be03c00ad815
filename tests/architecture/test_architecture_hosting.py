"""What is written for hosts speaks of settings and files that exist, and publishes nothing beyond the machine."""

import re
from pathlib import Path

import pytest
import yaml

from lib.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ("Dockerfile", "compose.yaml", "deploy/earshot@.service", "docs/hosting.md")
VARIABLES = {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize("name", FILES)
def test_settings_that_are_named_exist(name: str) -> None:
    said = set(re.findall(r"EARSHOT_[A-Z_]+[A-Z]", (ROOT / name).read_text("utf-8")))
    assert said <= VARIABLES


def test_the_guide_speaks_of_every_setting_of_a_host() -> None:
    said = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    for name in ("workspaces", "database_url", "sign_in", "admins", "idle_minutes"):
        assert next(setting.variable for setting in SETTINGS if setting.name == name) in said


@pytest.mark.parametrize("name", FILES)
def test_what_was_not_run_says_so(name: str) -> None:
    said = (ROOT / name).read_text("utf-8")
    assert re.search(r"not\s+run", said, re.IGNORECASE) or name.startswith("deploy")


def test_compose_publishes_to_the_loopback_and_holds_no_secret() -> None:
    found = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    ports = [port for service in found["services"].values() for port in service.get("ports", [])]
    assert ports and all(port.startswith("127.0.0.1:") for port in ports)
    assert "PASSWORD:" not in (ROOT / "compose.yaml").read_text("utf-8")
    for service in found["services"].values():
        assert set(service.get("secrets", [])) <= set(found["secrets"])


def test_the_image_copies_what_exists_and_runs_as_nobody_special() -> None:
    said = (ROOT / "Dockerfile").read_text("utf-8")
    for line in re.findall(r"^COPY (.+) \S+$", said, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name
    assert re.search(r"^USER earshot$", said, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {"data/workspace", "data/exports", "**/.streamlit/secrets.toml"} <= set(ignored)


def test_a_unit_listens_to_the_loopback() -> None:
    said = (ROOT / "deploy" / "earshot@.service").read_text("utf-8")
    assert "--server.address 127.0.0.1" in said and "LoadCredential=" in said


def test_secrets_stay_out_of_git() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"/.streamlit/secrets.toml", "/secrets/"} <= set(ignored)


def test_no_secret_is_read_from_anywhere_else() -> None:
    for path in [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        source = path.read_text("utf-8")
        if path != ROOT / "lib" / "settings.py":
            assert "os.environ[" not in source and "getenv(" not in source, path
        if path != ROOT / "lib" / "ui" / "sign_in.py":
            assert "st.secrets" not in source, path
