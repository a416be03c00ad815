"""What may be said of an effect, in words: on the page and in the brief."""

from lib.critiques.effect import Effect, Ratio
from lib.words import _, number


def effect_title(found: Effect, theme: str, day: str) -> str:
    """The finding, as a title."""
    if found.verdict == "fell":
        return _("Fewer critiques of “{theme}” after {day}", theme=theme, day=day)
    if found.verdict == "rose":
        return _("More critiques of “{theme}” after {day}", theme=theme, day=day)
    if found.verdict == "level":
        return _("No change beyond chance in “{theme}” after {day}", theme=theme, day=day)
    if found.verdict == "silent":
        return _("Too few ever criticised “{theme}” to see a change", theme=theme)
    return _("Too early to see a change in “{theme}”", theme=theme)


def effect_sentences(found: Effect) -> list[str]:
    """The rates on either side, their ratio, and the ratio against the other themes."""
    said = [
        _(
            "{before} per 1,000 before ({count_before} in {days_before} days), "
            "{after} after ({count_after} in {days_after} days).",
            before=number(found.before, 1),
            after=number(found.after, 1),
            count_before=number(found.count_before),
            count_after=number(found.count_after),
            days_before=number(found.days_before),
            days_after=number(found.days_after),
        )
    ]
    if found.ratio:
        said.append(_("Rate ratio {ratio}.", ratio=_ratio(found.ratio)))
    if found.against_others:
        said.append(_("Against the other themes over the same weeks: {ratio}.", ratio=_ratio(found.against_others)))
    return said


def _ratio(ratio: Ratio) -> str:
    return _(
        "{value} (between {low} and {high})",
        value=number(ratio.value, 2),
        low=number(ratio.low, 2),
        high=number(ratio.high, 2),
    )
