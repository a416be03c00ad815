"""The promise on memory: a file of hundreds of megabytes is imported by a process that stays under 1 GB."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.bench.corpus import write_parquet
from lib.bench.process import watched
from lib.imports.hearing import POOL_FROM

ROOT = Path(__file__).resolve().parents[2]
SIZE = 300 << 20
LIMIT_KB = 1 << 20
FILLER = "Il corriere non ha lasciato alcun avviso."
PADDING = "x" * 10_000
"""What takes the room in real exports: pictures written into the file, links, what the platform counts."""
PROGRAM = """
import resource, sys
from lib.__main__ import main
try:
    main()
finally:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stderr.write(f"\\npeak {own} {children}\\n")
"""


def _discord() -> Iterator[str]:
    """One object whose list of messages never seems to end."""
    yield '{"guild": {"id": "1"}, "channel": {"id": "2", "type": "GuildTextChat", "name": "c"}, "messages": ['
    for number in range(1 << 62):
        message = {
            "id": str(10**17 + number),
            "type": "Default",
            "timestamp": f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}T09:00:00+00:00",
            "content": f"{number} {FILLER}",
            "author": {"id": str(number % 5000), "name": f"reader{number % 5000}", "avatarUrl": PADDING},
        }
        yield ("," if number else "") + json.dumps(message)
    yield "]}"


def _reddit() -> Iterator[str]:
    for number in range(1 << 62):
        comment = {
            "id": f"k{number}",
            "author": f"reader{number % 5000}",
            "body": f"{number} {FILLER}",
            "link_id": f"t3_r{number % 997}",
            "parent_id": f"t3_r{number % 997}",
            "created_utc": 1_700_000_000 + number * 30,
            "subreddit": "libri",
            "all_awardings": PADDING,
        }
        yield json.dumps(comment) + "\n"


def _youtube() -> Iterator[str]:
    yield '{"kind": "youtube#commentListResponse", "items": ['
    for number in range(1 << 62):
        comment = {
            "kind": "youtube#comment",
            "id": f"Ugx{number}",
            "snippet": {
                "textOriginal": f"{number} {FILLER}",
                "authorDisplayName": f"@reader{number % 5000}",
                "authorChannelId": {"value": f"UC{number % 5000}"},
                "publishedAt": f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}T09:00:00Z",
                "videoId": "aurora00001",
                "authorProfileImageUrl": PADDING,
            },
        }
        yield ("," if number else "") + json.dumps(comment)
    yield "]}"


def _discourse() -> Iterator[str]:
    """A list of posts, as /posts.json gives them."""
    yield '{"latest_posts": ['
    for number in range(1 << 62):
        post = {
            "id": number + 1,
            "post_number": number % 50 + 1,
            "topic_id": number // 50 + 1,
            "post_type": 1,
            "username": f"reader{number % 5000}",
            "raw": f"{number} {FILLER}",
            "cooked": f"<p>{number} {FILLER}</p>",
            "avatar_template": PADDING,
            "created_at": f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}T09:00:00Z",
        }
        yield ("," if number else "") + json.dumps(post)
    yield "]}"


def _written(path: Path, pieces: Iterator[str], end: str) -> int:
    """Write pieces until SIZE is reached, then the end; how many messages there are."""
    count = size = 0
    with path.open("w", encoding="utf-8") as stream:
        for piece in pieces:
            size += stream.write(piece)
            count += 1
            if size >= SIZE:
                break
        stream.write(end)
    return count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pieces", "end", "head"), [(_discord, "]}", 1), (_youtube, "]}", 1), (_reddit, "", 0), (_discourse, "]}", 1)]
)
def test_three_hundred_megabytes_stay_under_one_gigabyte(
    pieces: Callable[[], Iterator[str]], end: str, head: int, tmp_path: Path
) -> None:
    path = tmp_path / "export"
    count = _written(path, pieces(), end) - head
    command = [sys.executable, "-c", PROGRAM, "import", str(path), "--workspace", str(tmp_path / "w"), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    own, children = map(int, done.stderr.rsplit("peak ", 1)[1].split()[:2])
    assert done.returncode == 0, done.stderr
    account = json.loads(done.stdout)
    assert (account["read"], account["imported"]) == (count, count)
    assert max(own, children) < LIMIT_KB, f"{own >> 10} MB, and {children >> 10} MB in a child"


@pytest.mark.slow
def test_so_many_rows_that_several_processes_hear_them_stay_under_one_gigabyte_together(tmp_path: Path) -> None:
    count = 2 * POOL_FROM
    run = watched("lib.bench.jobs", "import", str(write_parquet(tmp_path / "export", count)), str(tmp_path / "w"))
    assert run.document["imported"] == count
    assert run.memory is not None
    assert run.memory < LIMIT_KB >> 10
