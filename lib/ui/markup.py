"""The one place where HTML is written. Every string put into an element is escaped; only elements nest unescaped.

Pages and pieces build elements with `tag` and show them with `show`: there is no other way to `st.html`, and none to
Markdown for words of the community. `markdown_text` is for the few widgets whose labels are Markdown.
"""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

_NAMES = re.compile(r"[a-z][a-z0-9]*")
_CLASSES = re.compile(r"[a-z][a-z0-9 -]*")
_STYLE = Path(__file__).with_name("earshot.css")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^])")
_LINKED = re.compile(r"(?:https?|ftp)(?=://)|www(?=\.)|(?<=[\w.+-])@(?=[\w-]+\.)", re.IGNORECASE)
JOINER = "\u2060"
_ATTRIBUTES = ("title", "lang", "role", "aria-label", "id")


@dataclass(frozen=True)
class Element:
    """HTML that was made here and is safe to show."""

    html: str


def tag(name: str, *children: "Element | str", classes: str = "", depth: int = 0, **attributes: str) -> Element:
    """An element; strings among its children and attributes are text. `depth` indents it, in steps."""
    if not _NAMES.fullmatch(name) or (classes and not _CLASSES.fullmatch(classes)):
        raise ValueError(f"{name}.{classes} is no element of ours")
    said = f' class="{classes}"' if classes else ""
    said += f' style="--depth:{int(depth)}"' if depth else ""
    for key, value in attributes.items():
        attribute = key.replace("_", "-")
        if attribute not in _ATTRIBUTES:
            raise ValueError(f"{attribute} is no attribute of ours")
        said += f' {attribute}="{escape(_drawable(value), quote=True)}"'
    return Element(f"<{name}{said}>{joined(*children).html}</{name}>")


def joined(*children: Element | str) -> Element:
    """Elements and texts one after the other."""
    return Element("".join(c.html if isinstance(c, Element) else escape(_drawable(c), quote=True) for c in children))


def outward_link(text: str, url: str | None) -> Element:
    """A link out of the app, opened beside it; plain nothing where the address is not a web page's."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return Element("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return Element("")
    address = escape(parts.geturl(), quote=True)
    return Element(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>')


def marked(text: str, spans: list[tuple[int, int]]) -> Element:
    """The text with these spans in <mark>."""
    parts: list[Element | str] = []
    at = 0
    for start, end in spans:
        parts += [text[at:start], tag("mark", text[start:end])]
        at = end
    return joined(*parts, text[at:])


def show(element: Element) -> None:
    """Show an element where the page stands; one of nothing is left out."""
    if element.html:
        st.html(element.html)


def show_style(variables: dict[str, str]) -> None:
    """Put the app's style sheet in force, with these colours (#RRGGBB or rgba(…)) as its variables."""
    said = "".join(f"--{name}:{value};" for name, value in variables.items())
    st.html(f"<style>:root{{{said}}}{_STYLE.read_text('utf-8')}</style>")


def markdown_text(text: str) -> str:
    """The text as Markdown that reads as the same text: for labels of widgets, which are Markdown.

    The browser makes links of bare addresses after it has read the Markdown, where no backslash helps: an invisible
    word joiner keeps them apart.
    """
    apart = _LINKED.sub(lambda found: f"{found[0]}{JOINER}", _drawable(text).replace("\n", " "))
    return _SPECIAL.sub(r"\\\1", apart)


def chart_text(text: str) -> str:
    """The text as a chart reads it as the same text: charts know some HTML in their labels."""
    return escape(_drawable(text).replace("\n", " "), quote=True)


def _drawable(text: str) -> str:
    """The text without what browsers refuse: control characters and halves of characters."""
    return "".join(
        letter for letter in text if letter in "\n\t" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )
