"""Hours of the week and parts of the day, in words."""

from babel import dates

from lib import words
from lib.editorial.moments import Slot
from lib.words import _, number


def weekday_name(weekday: int, width: str = "wide") -> str:
    """Monday, lunedì (1 to 7); `width` abbreviated: Mon, lun."""
    names = dates.get_day_names("wide" if width == "wide" else "abbreviated", locale=words.language())
    return str(names[weekday - 1])


def hour_said(slot: Slot) -> str:
    """Wednesdays from 20 to 21."""
    return _("{day} from {start} to {end}", day=weekday_name(slot.weekday), start=slot.hour, end=slot.hour + 1)


def slot_said(slot: Slot) -> str:
    """An hour with its messages a week and the interval."""
    return _(
        "{hour}: {mean} ({low} to {high})",
        hour=hour_said(slot).capitalize(),
        mean=number(slot.mean, 1),
        low=number(slot.low, 1),
        high=number(slot.high, 1),
    )
