"""Which language a message is in."""

import functools
from collections.abc import Sequence

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from lib.signals.tokens import Tokens

LANGUAGES = ("en", "it", "fr", "de", "es", "pt")
"""The languages whose messages are analysed; in any other, signals read null."""


def platform_language(named: str | None) -> str | None:
    """The two-letter code in a platform's language field ("it", "en-GB", "pt_BR"); None where it names none."""
    if not named:
        return None
    code = named.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def language_of(tokens: Tokens, languages: Sequence[str]) -> str | None:
    """The likeliest of these languages; None where there are no words."""
    if not tokens.words:
        return None
    return str(_identifier(tuple(languages)).classify(" ".join(tokens.words))[0])


@functools.cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    return identifier
