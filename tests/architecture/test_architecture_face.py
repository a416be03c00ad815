"""Rules of the face that no linter knows: what pages may do, and where HTML and Markdown may be written."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from lib import look

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))
FACE = [ROOT / "app.py", *PAGES, *sorted((ROOT / "lib" / "ui").rglob("*.py"))]
MARKUP = ROOT / "lib" / "ui" / "markup.py"
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)


def named(path: Path) -> str:
    """A file's place in the project, to name the test."""
    return path.relative_to(ROOT).as_posix()


def modules_of(tree: ast.AST) -> set[str]:
    """Every module that a file imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def calls_of(tree: ast.AST) -> set[str]:
    """Every call, as it is written up to its bracket."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_there_are_pages() -> None:
    assert {"pages/today.py", "pages/conversations.py", "pages/imports.py"} <= {named(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_neither_computes_nor_reads(page: Path) -> None:
    source = page.read_text("utf-8")
    tree = ast.parse(source)
    forbidden = ("pandas", "numpy", "duckdb", "pyarrow", "plotly", "sqlalchemy", "lib.storage")
    assert not [m for m in modules_of(tree) if m.startswith(forbidden)]
    assert not [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ARITHMETIC)]
    assert not re.search(r"\bselect\b.+\bfrom\b", source, re.IGNORECASE | re.DOTALL)
    assert len(source.splitlines()) <= 120
    assert (ast.get_docstring(tree) or "").endswith(".")


@pytest.mark.parametrize("path", FACE, ids=named)
def test_html_is_written_in_one_place(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    calls = calls_of(tree)
    if path != MARKUP:
        assert "st.html" not in calls
    assert not {call for call in calls if call in ("st.markdown", "st.write", "st.caption", "st.title", "st.header")}
    arguments = {k.arg for n in ast.walk(tree) if isinstance(n, ast.Call) for k in n.keywords}
    assert not arguments & {"unsafe_allow_html", "unsafe_allow_javascript"}


def test_only_the_frame_catches_errors_for_people() -> None:
    catching = {
        named(path)
        for path in FACE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and {"EarshotError", "NothingPublished"} & set(re.findall(r"\w+", ast.unparse(node.type)))
    }
    assert catching <= {"lib/ui/frame.py", "lib/ui/imports_wishes.py", "lib/ui/acts.py"}


def test_only_ask_runs_queries() -> None:
    for path in FACE:
        if path.name not in ("ask.py", "readers.py"):
            assert "lib.storage.read_model" not in modules_of(ast.parse(path.read_text("utf-8"))) or path.name in (
                "session.py",
            )


def test_the_theme_has_the_colours_of_the_look() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    for name, found in (("light", look.LIGHT), ("dark", look.DARK)):
        said = theme[name]
        assert (said["backgroundColor"], said["secondaryBackgroundColor"]) == (found.ground, found.panel)
        assert (said["primaryColor"], said["textColor"]) == (found.accent, found.ink)
        assert (said["borderColor"], said["redColor"]) == (found.line, found.burning)
    assert tuple(theme["chartCategoricalColors"]) == look.CHANNEL_COLOURS


def test_the_app_keeps_to_this_machine() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"
    assert config["client"]["toolbarMode"] == "minimal"
    style = (ROOT / "lib" / "ui" / "earshot.css").read_text("utf-8")
    assert "http" not in style and "@import" not in style and "url(" not in style


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("found", [look.LIGHT, look.DARK], ids=lambda found: found.name)
def test_text_stands_out_from_its_ground(found: look.Look) -> None:
    for colour in (found.ink, found.muted, found.accent, found.negative, found.positive, found.burning):
        for ground in (found.ground, found.panel):
            light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)
