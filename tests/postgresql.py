"""A real PostgreSQL for tests: started on a free port from the system's binaries, thrown away after.

`postgresql_url` is a session fixture (re-exported by tests/conftest.py) that gives the URL of an empty database for
each caller of `fresh_database`. Root may not start PostgreSQL: it then runs as the user `postgres` or `nobody`.
"""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")
_USER = "earshot"


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest where there are several; None where there is none."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(os.path.realpath(found)).parent
    for folder in _FOLDERS:
        versions = sorted(Path(folder).glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(4))
        if versions:
            return versions[-1].parent
    return None


@contextmanager
def running() -> Iterator[str]:
    """A server on a free port of this machine, without a password; gives its URL without a database's name."""
    found = binaries()
    assert found is not None
    with tempfile.TemporaryDirectory(prefix="earshot-postgresql-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        owner = _unprivileged()
        data = Path(folder) / "data"
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _run([found / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], owner)
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
        control = [found / "pg_ctl", "-D", data, "-w", "-s"]
        _run([*control, "-l", data / "log", "-o", options, "start"], owner)
        try:
            yield f"postgresql+psycopg://{_USER}@127.0.0.1:{port}"
        finally:
            _run([*control, "-m", "immediate", "stop"], owner)


def fresh_database(server: str) -> str:
    """The URL of a new, empty database on this server."""
    name = f"earshot_{uuid.uuid4().hex[:12]}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"create database {name}")
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server; without PostgreSQL the tests skip with one loud line, and fail where CI says that they must run."""
    if binaries() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed: its tests must run in CI", pytrace=False)
        pytest.skip("POSTGRESQL IS NOT INSTALLED: ITS TESTS ARE SKIPPED")
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """ "" for the workspace's own SQLite, then the URL of an empty PostgreSQL: a test that asks for it runs on both."""
    return "" if request.param == "sqlite" else fresh_database(request.getfixturevalue("postgresql"))


def _unprivileged() -> "pwd.struct_passwd | None":
    if getpass.getuser() != "root" and os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _run(command: "list[str | Path]", owner: "pwd.struct_passwd | None") -> None:
    given = {"user": owner.pw_uid, "group": owner.pw_gid} if owner else {}
    environment = {**os.environ, "LC_ALL": "C", "HOME": tempfile.gettempdir()}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        env=environment,
        stdout=subprocess.DEVNULL,
        **given,  # type: ignore[arg-type]
    )
