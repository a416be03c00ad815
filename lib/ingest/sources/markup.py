"""Texts that come as HTML or as plain text, whichever the platform felt like."""

import re

from lib.ingest.sources.discourse_text import words_of_html

_IS_HTML = re.compile(
    r"</?(?:p|br|a|b|i|s|em|strong|span|ul|ol|li|blockquote|pre|code|div)\b[^>]*>|&(?:\w{2,8}|#\d{1,6});", re.I
)


def plain_words(text: str) -> str:
    """The words of a text, without its markup where it has some; a lone "<" or "&" is left as it is."""
    return words_of_html(text) if _IS_HTML.search(text) else text
