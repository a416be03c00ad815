"""The names of months in the languages of exports (English, Italian, German, French, Spanish, Portuguese)."""

_STARTS = {
    1: "jan gen ene jän",
    2: "feb fev fév",
    3: "mar mär mrz",
    4: "apr avr abr",
    5: "may mag mai",
    6: "jun giu juin",
    7: "jul lug juil",
    8: "aug ago aoû aou",
    9: "sep set",
    10: "oct ott okt out",
    11: "nov",
    12: "dec dic dez déc",
}
_BY_START = {start: month for month, starts in _STARTS.items() for start in starts.split()}


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation; 0 where it is none."""
    letters = name.strip(". ").casefold()
    return _BY_START.get(letters[:4]) or _BY_START.get(letters[:3], 0)
