"""One module a source; each holds a `SOURCE` or several. `SOURCES` is the registry's list."""

from lib.ingest.source import Source
from lib.ingest.sources import (
    bluesky,
    discord,
    discourse,
    facebook_graph,
    google_business,
    instagram_graph,
    mapped,
    mastodon,
    meta_business_suite,
    parquet,
    reddit,
    slack,
    telegram,
    twcs,
    whatsapp,
    x_api,
    x_archive,
    x_v1,
    youtube,
)
from lib.ingest.sources.store_reviews import STORE_SOURCES
from lib.ingest.sources.youtube_scraped import DOWNLOADER, YT_DLP

SOURCES: tuple[Source, ...] = (
    discord.SOURCE,
    discourse.SOURCE,
    slack.SOURCE,
    telegram.SOURCE,
    whatsapp.SOURCE,
    google_business.SOURCE,
    x_api.SOURCE,
    x_v1.SOURCE,
    x_archive.SOURCE,
    twcs.SOURCE,
    facebook_graph.SOURCE,
    instagram_graph.SOURCE,
    meta_business_suite.SOURCE,
    youtube.SOURCE,
    YT_DLP,
    DOWNLOADER,
    reddit.SOURCE,
    mastodon.OUTBOX,
    mastodon.STATUSES,
    bluesky.SOURCE,
    *STORE_SOURCES,
    parquet.SOURCE,
    mapped.SOURCE,
)
