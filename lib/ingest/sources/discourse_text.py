"""The words of a forum post: Discourse's HTML or its Markdown as plain text, without what it quotes of others."""

import re
from html import unescape
from html.parser import HTMLParser

_BREAKS = frozenset("p div li ul ol blockquote pre h1 h2 h3 h4 h5 h6 tr table hr br section article".split())
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SKIPPED = frozenset("script style svg template".split())
_QUOTE = re.compile(r"\[quote(?:=[^\]]{0,300})?\](?:(?!\[quote)(?!\[/quote\]).)*\[/quote\]", re.S | re.I)
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)")
_NESTED_QUOTES = 20


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping: list[str] = []
        """The tags open within what is left out, the outermost first; empty where words are taken."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if self.skipping:
            if tag == self.skipping[0]:
                self.skipping.append(tag)
        elif tag in _SKIPPED or (tag == "aside" and "quote" in classes) or _is_trimming(classes):
            if tag not in _EMPTY:
                self.skipping.append(tag)
        elif tag == "img" and "emoji" in classes:
            self.parts.append(dict(attrs).get("title") or dict(attrs).get("alt") or "")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[0]:
                self.skipping.pop()
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(data)


def _is_trimming(classes: list[str]) -> bool:
    """Whether an element is Discourse's own: sizes of pictures, previews of links."""
    return bool({"meta", "onebox", "lightbox-wrapper", "anchor"} & set(classes))


def words_of_html(cooked: str) -> str:
    """The words of HTML: paragraphs on lines of their own, links as their words, quotations of others left out."""
    parser = _Words()
    parser.feed(cooked)
    parser.close()
    return _tidy("".join(parser.parts))


def words_of_markdown(raw: str) -> str:
    """Markdown as its author wrote it, without quotations of others and pictures."""
    for _ in range(_NESTED_QUOTES):
        raw, found = _QUOTE.subn("", raw)
        if not found:
            break
    return _tidy(unescape(_IMAGE.sub("", raw)))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
