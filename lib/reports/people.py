"""Who these people are: the personas, how many, what moved, how they feel, and what nobody knows yet."""

from lib.look import LIGHT
from lib.personas.book import Book, book_of
from lib.personas.cards import Card
from lib.personas.decisions import quotable
from lib.personas.sheet import Sheet, mood_said, moved, sheet_of
from lib.reports.document import Chart, Column, Quote, Section, Series, Table
from lib.reports.reading import Reading
from lib.words import _, ngettext, number, percent

_SHOWN = 8
_MONTHS = 3


def section(reading: Reading) -> Section:
    """The chapter."""
    book = book_of(reading.workspace, reading.model, reading.records)
    allowed = quotable(reading.records) if reading.form.is_client else frozenset[str]()
    cards = sorted(book.cards, key=lambda card: (-card.size, card.name))
    sheets = [sheet_of(card, book.quotes, client=reading.form.is_client, allowed=allowed) for card in cards]
    return Section(
        "personas",
        _("Who these people are"),
        tuple(_sentences(cards)),
        charts=(_active(cards),) if any(_recent(card) for card in cards) else (),
        tables=(_table(cards), *_questions(sheets)),
        quotes=tuple(_quotes(reading, book, sheets)),
        evidence=(_fields(cards, sheets),) if cards else (),
        definitions=(
            (
                _("Persona"),
                _("Shares are of distinct people, with Wilson 95 % intervals; under five people a field is unknown."),
            ),
            (_("Moved"), _("People active in the last three whole months against the three before them.")),
        ),
    )


def _sentences(cards: list[Card]) -> list[str]:
    if not cards:
        return [_("Too few people say enough to tell kinds of people apart.")]
    kinds = ngettext("{count} kind of people", "{count} kinds of people", len(cards))
    said = [
        _(
            "We hear {kinds} among {people} who say enough; the largest: {name} ({share}).",
            kinds=kinds,
            people=number(sum(card.size for card in cards)),
            name=cards[0].name,
            share=percent(cards[0].share),
        )
    ]
    changed = [card for card in cards if card.trend is not None and abs(card.trend) >= 0.1]
    most = max(changed, key=lambda card: abs(card.trend or 0), default=None)
    if most is not None:
        said.append(_("What moved most: {name}, {moved}.", name=most.name, moved=moved(most)))
    return said


def _recent(card: Card) -> tuple[float, float] | None:
    """People active a month, on average: in the three last whole months, and in the three before."""
    counts = [count for _month, count in card.months]
    if len(counts) <= 2 * _MONTHS:
        return None
    whole = counts[:-1]
    return sum(whole[-_MONTHS:]) / _MONTHS, sum(whole[-2 * _MONTHS : -_MONTHS]) / _MONTHS


def _active(cards: list[Card]) -> Chart:
    known = [(card, both) for card in cards[:_SHOWN] if (both := _recent(card))]
    series = (
        Series(_("Last three months"), tuple(both[0] for _card, both in known), LIGHT.accent),
        Series(_("The three before"), tuple(both[1] for _card, both in known), LIGHT.neutral),
    )
    measure = _("Active people a month, on average over three whole months")
    names = tuple(card.name for card, _both in known)
    return Chart("moved", "bars", _("Which personas moved"), measure, names, series, digits=1)


def _table(cards: list[Card]) -> Table:
    columns = (
        Column(_("Persona"), width=1.8),
        Column(_("People"), "count", 0.7),
        Column(_("Share"), "share", 0.7),
        Column(_("What moved"), width=1.5),
        Column(_("Mood"), width=0.8),
        Column(_("In a sentence"), width=3.5),
    )
    rows = tuple((c.name, c.size, c.share, moved(c), mood_said(c), c.sentence) for c in cards)
    return Table("personas", _("Personas"), columns, rows)


def _questions(sheets: list[Sheet]) -> list[Table]:
    """What nobody knows yet, and what to ask the community."""
    rows = tuple((sheet.name, part.name, part.question) for sheet in sheets for part in sheet.unknown[:2])
    columns = (Column(_("Persona"), width=1.6), Column(_("Unknown")), Column(_("Ask the community"), width=3.4))
    return [Table("unknown", _("What nobody knows yet"), columns, rows)] if rows else []


def _quotes(reading: Reading, book: Book, sheets: list[Sheet]) -> list[Quote]:
    made = []
    for sheet in sheets:
        row = book.quotes.get((sheet.quote.channel, sheet.quote.message_id)) if sheet.quote else None
        said = reading.form.words(row, 220) if row else None
        if said is not None and sheet.quote is not None:
            made.append(Quote(said, f"{sheet.quote.source} · {sheet.name}"))
    return made[:4]


def _fields(cards: list[Card], sheets: list[Sheet]) -> Table:
    columns = (
        Column(_("Persona")),
        Column(_("Field")),
        Column(_("Value")),
        Column(_("Share"), "share"),
        Column(_("From"), "share"),
        Column(_("Up to"), "share"),
        Column(_("In words")),
    )
    rows = tuple(
        (card.name, part.name, line.label, line.share, line.low, line.high, line.note)
        for card, sheet in zip(cards, sheets, strict=True)
        for part in sheet.parts
        for line in part.lines
    )
    return Table("fields", _("What personas say"), columns, rows)
