"""Every message export among the real ones beside the project is imported, and every row of it accounted for."""

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from community import imported, workspace_in
from told import shown, told

from lib.imports.run import Wishes
from lib.ingest.profiles import mapping_in
from lib.ingest.source import Reading

pytestmark = pytest.mark.long

WISHES = Wishes(Reading(time_zone=ZoneInfo("Europe/Rome"), include_direct=True))
SAMPLES = {
    # file: (source, rows read, of them turned down)
    "bluesky/extended_post_record.json": ("bluesky", 1, 0),
    "bluesky/post_record.json": ("bluesky", 1, 0),
    "bluesky/thread_view_post_with_embed_media.json": ("bluesky", 1, 0),
    "discord_dce/DM_2A_2M.json": ("discord", 3, 1),  # a call
    "discord_dce/SV_5A_5M.json": ("discord", 5, 0),
    "discourse_api/post.json": ("discourse", 1, 0),
    "discourse_api/replies.json": ("discourse", 1, 0),
    "discourse_api/topic.json": ("discourse", 4, 2),  # notices of moderators
    "discourse_api/topic_posts.json": ("discourse", 1, 0),
    "facebook_graph/comments_info.json": ("facebook_graph", 2, 0),
    "facebook_graph/feed_fields_p1.json": ("facebook_graph", 5, 0),
    "facebook_graph/feeds_default_fields_p1.json": ("facebook_graph", 5, 0),
    "facebook_graph/messages_info.json": ("facebook_graph", 2, 2),  # without words
    "google_play_console/reviews_com.example.app_202606.csv": ("google_play_console", 1, 0),
    "instagram_graph/comments_fields.json": ("instagram_graph", 2, 0),
    "instagram_graph/comments_p1.json": ("instagram_graph", 2, 0),
    "instagram_graph/ig_comment.json": ("instagram_graph", 2, 0),
    "instagram_graph/media_default.json": ("instagram_graph", 1, 0),
    "instagram_graph/medias_fields.json": ("instagram_graph", 2, 0),
    "instagram_graph/mentioned_comment.json": ("instagram_graph", 1, 0),
    "instagram_graph/replies.json": ("instagram_graph", 1, 0),
    "mastodon_outbox/outbox.json": ("mastodon", 45, 11),  # boosts
    "messenger_dyi/2A_7M.json": ("messenger_dyi", 7, 4),  # pictures, a call, a file
    "meta_business_suite/facebook_header.csv": ("meta_business_suite", 0, 0),
    "meta_business_suite/instagram_header.csv": ("meta_business_suite", 0, 0),
    "reddit/test_comments.json": ("reddit", 27, 4),  # [deleted], [removed]
    "slack/testarchive.zip": ("slack", 158, 14),  # notices, files
    "telegram/DM_2A_7M.json": ("telegram", 8, 4),
    "telegram/test_batch_export.json": ("telegram", 2, 2),  # a parser's own data, without ids
    "telegram/test_single_export.json": ("telegram", 2, 2),
    "twcs/sample.csv": ("twcs", 93, 0),
    "whatsapp/2A_5M.txt": ("whatsapp", 5, 1),
    "whatsapp/test_[mmddyy]_24hrs.txt": ("whatsapp", 9, 2),
    "whatsapp/test_ddmmyy_24hrs.txt": ("whatsapp", 9, 2),
    "whatsapp/test_mmddyyyy_12hrs.txt": ("whatsapp", 9, 2),
    "x_api_v2/edited.jsonl": ("x_api_v2", 2, 0),
    "x_api_v2/events.json": ("x_api_v2", 1, 0),
    "x_api_v2/flat.jsonl": ("x_api_v2", 186, 47),  # reposts
    "x_api_v2/mentions_tweet.jsonl": ("x_api_v2", 2, 1),
    "x_api_v2/quoted_edit.jsonl": ("x_api_v2", 3, 0),
    "x_api_v2/search_tweets_for_nyc.json": ("x_api_v2", 10, 7),
    "x_api_v2/timeline_mentions.json": ("x_api_v2", 5, 0),
    "x_api_v2/tweets_resp.json": ("x_api_v2", 2, 0),
    "x_api_v2/two_tweets.jsonl": ("x_api_v2", 2, 1),
    "x_archive/tweets.js": ("x_archive", 3, 1),
    "youtube_api/comment_threads_by_video_paged_1.json": ("youtube", 5, 0),
    "youtube_api/comment_threads_multi.json": ("youtube", 2, 0),
    "youtube_api/comments_by_parent_paged_1.json": ("youtube", 2, 0),
}
NO_MESSAGES = {
    "discourse_api/private_messages.json": "titles of topics, without their posts",
    "facebook_graph/cvses_info.json": "conversations, without their messages",
    "reddit/RC.ts": "a schema",
    "reddit/file_content_explanations.md": "a description",
    "whatsapp/header_format_support.json": "a parser's list of formats",
    "whatsapp/target.json": "a parser's own output",
    "x_archive/like.js": "likes",
}


@pytest.mark.shared
def test_every_sample_is_imported_as_the_table_says(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples"
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != "SOURCE.txt"}
    assert there == {*SAMPLES, *NO_MESSAGES}
    paths = [folder / name for name in SAMPLES]
    workspace = workspace_in(tmp_path / "workspace")
    account = imported(workspace, *paths, wishes=WISHES)
    found = {n: (f.source, f.read, f.rejected) for n, f in zip(SAMPLES, account.files, strict=True)}
    assert found == SAMPLES
    assert all(file.adds_up() and sum(file.reasons.values()) == file.rejected for file in account.files)
    assert len(told(workspace)["messages"]) == account.total().imported == len(shown(workspace))
    again = imported(workspace, *reversed(paths), wishes=WISHES).total()
    assert (again.imported, again.updated) == (0, 0)
    assert again.unchanged == again.read - again.rejected


VIDEOS = """
name: Videos of a channel
channel: youtube
kind: post
columns: {message_id: video_id, text: video_title, created_at: video_published}
"""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.shared
def test_a_channel_s_comments_through_a_guessed_mapping_and_its_videos_through_a_written_one(
    shared: Path, tmp_path: Path
) -> None:
    folder = shared / "data" / "conversations" / "youtube_freecodecamp"
    rows = _rows(folder / "comments.csv")
    said = [row for row in rows if row["text"].strip()]
    workspace = workspace_in(tmp_path / "workspace")
    (comments,) = imported(workspace, folder / "comments.csv").files
    assert (comments.source, comments.read, comments.rejected) == ("mapped", len(rows), len(rows) - len(said))
    assert (comments.read, comments.imported, comments.reasons) == (33_130, 33_123, {"It has no text.": 7})
    messages = {message["message_id"]: message for message in shown(workspace)}
    assert messages.keys() == {row["comment_id"] for row in said}
    assert sum(m["is_brand"] for m in messages.values()) == sum(row["is_brand"] == "True" for row in said)
    assert {m["message_id"]: m["parent_id"] or "" for m in messages.values()} == {
        row["comment_id"]: row["parent_id"] for row in said
    }
    assert sum(m["likes"] for m in messages.values()) == sum(int(row["likes"]) for row in said)
    mapping = tmp_path / "videos.yaml"
    mapping.write_text(VIDEOS)
    wishes = Wishes(Reading(mapping=mapping_in(mapping)))
    (videos,) = imported(workspace, folder / "videos.csv", wishes=wishes).files
    assert videos.imported == videos.read == len(_rows(folder / "videos.csv"))


@pytest.mark.shared
def test_comments_without_ids_and_times_through_a_guessed_mapping(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "conversations" / "youtube_podcast_it" / "comments.csv"
    rows = _rows(path)
    workspace = workspace_in(tmp_path / "workspace")
    wishes = Wishes(Reading(time_zone=ZoneInfo("UTC")))
    (file,) = imported(workspace, path, wishes=wishes).files
    assert (file.source, file.read, file.imported, file.rejected) == ("mapped", 6_000, 5_998, 2)
    assert sum(not row["text"].strip() for row in rows) == 2
    (again,) = imported(workspace, path, wishes=wishes).files
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 5_998), "made ids are the same again"
