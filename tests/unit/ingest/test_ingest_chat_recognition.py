"""Chats, forums and reviews are known by their content alone, each by one source."""

import shutil
import zipfile
from pathlib import Path

import pytest
from readings import FIXTURES

from lib.ingest.registry import recognised_source
from lib.ingest.sample import sample_of
from lib.ingest.source import Export
from lib.ingest.sources import SOURCES, discord, discourse, google_business, slack, telegram, whatsapp
from lib.ingest.sources.store_reviews import STORE_SOURCES

OURS = (
    discord.SOURCE,
    discourse.SOURCE,
    slack.SOURCE,
    telegram.SOURCE,
    whatsapp.SOURCE,
    google_business.SOURCE,
    *STORE_SOURCES,
)
KNOWN = {
    "discord/channel.json": "discord",
    "discourse/topic.json": "discourse",
    "slack": "slack",
    "telegram/group.json": "telegram",
    "telegram/account.json": "telegram",
    "whatsapp/android_it.txt": "whatsapp",
    "whatsapp/ios_en.txt": "whatsapp",
    "reviews/google_business.json": "google_business",
    "reviews/play_console.csv": "google_play_console",
    "reviews/google_play_scraper.csv": "google_play_scraper",
    "reviews/google_play_js.csv": "google_play_scraper_js",
    "reviews/app_store_js.csv": "app_store_scraper_js",
    "reviews/app_store_scraper.csv": "app_store_scraper",
}
SAMPLES = {
    "discord_dce": "discord",
    "discourse_api": "discourse",
    "google_play_console": "google_play_console",
    "telegram": "telegram",
    "whatsapp": "whatsapp",
}


def _known_by(path: Path) -> list[str]:
    sample = sample_of(Export(path, path.name))
    return [source.name for source in OURS if source.recognises(sample) > 0]


@pytest.mark.parametrize(("path", "name"), KNOWN.items())
def test_one_source_knows_an_export_whatever_it_is_called(path: str, name: str, tmp_path: Path) -> None:
    renamed = tmp_path / "download"
    if (FIXTURES / path).is_dir():
        shutil.copytree(FIXTURES / path, renamed)
    else:
        shutil.copyfile(FIXTURES / path, renamed)
    assert _known_by(renamed) == [name]
    assert recognised_source(Export(renamed, renamed.name)).name == name


@pytest.mark.parametrize(
    ("path", "name"), [(p, n) for p, n in KNOWN.items() if n in ("discord", "telegram", "discourse", "google_business")]
)
def test_an_object_too_long_for_the_head_is_known_by_its_beginning(path: str, name: str, tmp_path: Path) -> None:
    whole = (FIXTURES / path).read_text(encoding="utf-8").rstrip()
    longer = tmp_path / "export.json"
    longer.write_text(whole[:-1] + ', "more": "' + "x" * 100_000 + '"}', encoding="utf-8")
    assert sample_of(Export(longer, "export.json")).first is None
    assert _known_by(longer) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "id,text,date\n1,ciao,2026-05-01\n",
        '{"messages": [{"sender_name": "Anna", "timestamp_ms": 1, "content": "ciao"}], "participants": []}',
        '{"name": "x", "type": "y", "id": 1, "messages": []}',
        '{"posts": [{"id": 1, "text": "ciao"}]}',
        '{"reviews": [{"id": 1, "text": "ciao"}]}',
        '[{"id": 1, "cooked": "ciao"}]',
        "2026-05-01T10:00:00Z ERROR broken\n",
        "[1, 2, 3]",
        "",
    ],
)
def test_what_only_resembles_one_is_left_to_others(text: str, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(text)
    assert _known_by(path) == []


def test_every_source_is_registered_under_a_name_of_its_own() -> None:
    names = [source.name for source in SOURCES]
    assert len(names) == len(set(names))
    assert {source.name for source in OURS} <= set(names)


@pytest.mark.shared
def test_real_exports_are_known_by_their_source_and_by_no_other(shared: Path) -> None:
    for path in sorted(p for p in (shared / "samples").rglob("*") if p.is_file()):
        is_export = path.name not in ("SOURCE.txt", "header_format_support.json", "target.json")
        expected = SAMPLES.get(path.parent.name) if is_export else None
        assert _known_by(path) == ([expected] if expected else []), path


@pytest.mark.shared
def test_the_real_slack_export_is_known(shared: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared / "samples" / "slack" / "testarchive.zip") as archive:
        archive.extractall(tmp_path / "workspace")
    assert _known_by(tmp_path / "workspace") == ["slack"]
