"""Words of the community can never become HTML or Markdown: hostile payloads against the one place that writes both."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lib.ui.markup import JOINER, joined, markdown_text, marked, outward_link, tag
from tests.published import HOSTILE

PAYLOADS = (
    *HOSTILE,
    "<svg/onload=alert(1)>",
    "</article></div><script>alert(1)</script>",
    "&lt;script&gt;",
    '" onmouseover="alert(1)" x=\'',
    "<!-- --><style>*{display:none}</style>",
    "javascript:alert(1)",
    "\u202egnp.exe \x00 \ud800",
)


class Parsed(HTMLParser):
    """The elements, attributes and text that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def drawable(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_is_only_text(payload: str) -> None:
    found = Parsed(tag("p", payload, title=payload, classes="words").html)
    assert found.tags == ["p"]
    assert found.text == drawable(payload)
    assert dict(found.attributes) == {"class": "words", "title": drawable(payload)}


@given(st.text(st.characters(exclude_characters="\r")))
def test_any_text_is_only_text(text: str) -> None:
    found = Parsed(tag("div", joined(text, tag("b", text))).html)
    assert found.tags == ["div", "b"]
    assert found.text == drawable(text) * 2


@given(st.text(st.characters(exclude_characters="\r"), min_size=4))
def test_marks_change_no_word(text: str) -> None:
    found = Parsed(marked(text, [(0, 1), (2, 3)]).html)
    assert found.tags == ["mark", "mark"]
    assert found.text == drawable(text)


def test_elements_and_attributes_are_ours() -> None:
    for call in (lambda: tag("script src=x"), lambda: tag("p", classes='x" y'), lambda: tag("p", onclick="x")):
        with pytest.raises(ValueError, match="of ours"):
            call()


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "//example.org", "http://", "https://[x", "file:///x"]
)
def test_only_web_pages_are_linked(url: str | None) -> None:
    assert outward_link("Original", url).html == ""


def test_a_link_carries_nothing_else() -> None:
    found = Parsed(outward_link("Original", 'https://example.org/a?b="><script>').html)
    assert found.tags == ["a"]
    assert dict(found.attributes)["rel"] == "noopener noreferrer"
    assert dict(found.attributes)["href"] == 'https://example.org/a?b="><script>'


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_label_reads_as_it_stands(payload: str) -> None:
    html = MarkdownIt().render(markdown_text(payload))
    found = Parsed(html)
    assert set(found.tags) <= {"p"}
    assert found.text.replace(JOINER, "").strip() == drawable(payload).strip()


@pytest.mark.parametrize(
    "address", ["https://evil.test/a", "HTTP://evil.test", "www.evil.test", "write to anna@evil.test"]
)
def test_a_label_makes_no_link_of_an_address(address: str) -> None:
    """As browsers find them in read Markdown (`mdast-util-gfm-autolink-literal`)."""
    text = Parsed(MarkdownIt().render(markdown_text(f"see {address}, please"))).text
    assert not re.search(r"(?i)(https?://|www\.)[-.\w]+|[-.\w+]+@[-\w]+\.[-\w]+", text)
    assert address in text.replace(JOINER, "")
