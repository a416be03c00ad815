"""What a soak says of what it found."""

from collections import Counter
from pathlib import Path

from lib.bench.soak import median_before
from lib.bench.soaked import Soaked, written


def soaked(**changed: object) -> Soaked:
    """A soak in which all went well."""
    given = {"acts": Counter(page=3, card=1), "imports": 2, "messages": 21_000, "warm_memory": 400.0}
    return Soaked(60, 10, 10, 5, **{**given, "end_memory": 410.0, "peak_memory": 450.0, **changed})  # type: ignore[arg-type]


def test_memory_is_the_median_of_the_minute_before() -> None:
    looks = [(float(second), 100.0 + second) for second in range(0, 600, 10)]
    looks[58] = (580.0, 9_999.0)
    assert median_before(looks, 120) == 190.0
    assert median_before(looks, 590) == 660.0
    assert median_before(looks[:1], 600) == 100.0


def test_it_holds_where_nothing_went_wrong_and_memory_stays() -> None:
    assert soaked().holds
    assert soaked(end_memory=439.0).holds
    assert not soaked(end_memory=441.0).holds
    assert not soaked(errors=["session 1, console: no"]).holds


def test_the_page_says_how_long_it_was_and_what_went_wrong(tmp_path: Path) -> None:
    page = written(soaked(errors=["session 1, console: no"]), tmp_path / "soak.md").read_text()
    assert "| acts | 4 (page 3, card 1); 0 took longer than 10 s |" in page
    assert "| growth | +2.5 %, within 10 % |" in page
    assert "This run took 60 minutes." in page
    assert page.endswith("What went wrong:\n\n    session 1, console: no\n")
    short = soaked(errors=[])
    short.minutes = 12
    assert "12 minutes, shorter than the hour that was promised." in written(short, tmp_path / "soak.md").read_text()
