"""YouTube, Reddit, Mastodon and Bluesky are known by their content alone, each by one source."""

import json
import shutil
from pathlib import Path

import pytest
from readings import FIXTURES

from lib.ingest.registry import recognised_source
from lib.ingest.sample import sample_of
from lib.ingest.source import Export
from lib.ingest.sources import SOURCES

KNOWN = {
    "youtube/comment_threads.json": "youtube",
    "youtube/comments.json": "youtube",
    "youtube/videos.json": "youtube",
    "youtube/video.info.json": "yt_dlp",
    "youtube/downloader.jsonl": "youtube_comment_downloader",
    "reddit/comments.jsonl": "reddit",
    "reddit/submissions.jsonl": "reddit",
    "mastodon/outbox.json": "mastodon",
    "mastodon/statuses.json": "mastodon_statuses",
    "mastodon/notifications.json": "mastodon_statuses",
    "bluesky/thread.json": "bluesky",
    "bluesky/feed.json": "bluesky",
    "bluesky/records.jsonl": "bluesky",
}
SAMPLES = {"youtube_api": "youtube", "reddit": "reddit", "mastodon_outbox": "mastodon", "bluesky": "bluesky"}


def _known_by(path: Path) -> list[str]:
    """The sources that know it, but for the one that any table goes to."""
    sample = sample_of(Export(path, path.name))
    return [source.name for source in SOURCES if source.name != "mapped" and source.recognises(sample) > 0]


@pytest.mark.parametrize(("path", "name"), KNOWN.items())
def test_one_source_knows_an_export_whatever_it_is_called(path: str, name: str, tmp_path: Path) -> None:
    renamed = tmp_path / "download"
    shutil.copyfile(FIXTURES / path, renamed)
    assert _known_by(renamed) == [name]
    assert recognised_source(Export(renamed, renamed.name)).name == name


@pytest.mark.parametrize(("path", "name"), [(p, n) for p, n in KNOWN.items() if p.endswith(".json")])
def test_a_document_too_long_for_the_head_is_known_by_its_beginning(path: str, name: str, tmp_path: Path) -> None:
    document = json.loads((FIXTURES / path).read_text(encoding="utf-8"))
    longer = tmp_path / "export.json"
    if isinstance(document, list):
        document.append("x" * 100_000)
    else:
        document["more"] = "x" * 100_000
    longer.write_text(json.dumps(document), encoding="utf-8")
    assert sample_of(Export(longer, "export.json")).first is None
    assert _known_by(longer) == [name]


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "youtube#channelListResponse", "items": []},
        {"id": "1", "title": "A video elsewhere", "extractor_key": "TikTok", "formats": [], "channel_id": "c"},
        {"comments": [{"id": 1, "text": "ciao"}]},
        {"id": "k1", "author": "anna", "body": "ciao"},
        {"orderedItems": []},
        {"posts": [{"uri": "https://x.example/1", "text": "ciao"}]},
        {"uri": "at://did:plc:a/app.bsky.feed.post/1"},
        {"id": "1", "content": "ciao", "account": "anna"},
    ],
)
def test_what_only_resembles_one_is_left_to_others(document: object, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(document))
    assert _known_by(path) == []


@pytest.mark.shared
def test_real_exports_are_known_by_their_source_and_by_no_other(shared: Path) -> None:
    known = {p: _known_by(p) for folder in SAMPLES for p in sorted((shared / "samples" / folder).glob("*.json"))}
    assert known == {path: [SAMPLES[path.parent.name]] for path in known}
    assert len(known) == 8
