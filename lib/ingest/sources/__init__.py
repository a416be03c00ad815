"""One module a source; each holds a `SOURCE` or several. `SOURCES` is the registry's list."""

from lib.ingest.source import Source
from lib.ingest.sources import discord, discourse, google_business, mapped, parquet, slack, telegram, whatsapp
from lib.ingest.sources.store_reviews import STORE_SOURCES

SOURCES: tuple[Source, ...] = (
    discord.SOURCE,
    discourse.SOURCE,
    slack.SOURCE,
    telegram.SOURCE,
    whatsapp.SOURCE,
    google_business.SOURCE,
    *STORE_SOURCES,
    parquet.SOURCE,
    mapped.SOURCE,
)
