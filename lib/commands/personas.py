"""`personas`: the persona cards of the workspace, and a card as a file."""

from pathlib import Path
from typing import Annotated, Any

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read
from lib.errors import UnknownName
from lib.storage.read_model import ReadModel


@APP.command()
def personas(
    context: typer.Context,
    export: Annotated[str, typer.Option(help="Write the card of this persona_id as a file (--out).")] = "",
    out: Annotated[Path, typer.Option(help="The file: .html, .png or .pptx.")] = Path("persona.html"),
    client: Annotated[bool, typer.Option(help="For the client: nobody named, only those quoted who agreed.")] = False,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Show the persona cards: who these people are, how sure that is, and what is unknown."""
    from lib.personas.book import book_of
    from lib.personas.documents import document

    opened = workspace_to_read(given(context, workspace))
    records = records_of(opened)
    model = ReadModel.current(opened)
    try:
        book = book_of(opened, model, records)
    finally:
        model.close()
    if export:
        _export(book, export, out, client, records, as_json)
        return
    if as_json:
        console.show_json(document(book))
        return
    columns = ["persona_id", "name", "people", "share", "sentence"]
    rows = [[c.persona_id, c.name, c.size, f"{c.share:.0%}", c.sentence] for c in book.cards]
    console.show_table(columns, rows)


def _export(book: Any, persona_id: str, out: Path, client: bool, records: Any, as_json: bool) -> None:
    from lib.personas.decisions import quotable
    from lib.personas.export_html import html_of
    from lib.personas.export_picture import png_of
    from lib.personas.export_slides import pptx_of
    from lib.personas.sheet import sheet_of

    card = next((c for c in book.cards if c.persona_id == persona_id), None)
    if card is None:
        raise UnknownName(f"There is no persona {persona_id!r}: `python -m lib personas` lists them.")
    sheet = sheet_of(card, book.quotes, client=client, allowed=quotable(records) if client else frozenset())
    made = {
        ".html": lambda: html_of(sheet).encode(),
        ".png": lambda: png_of(sheet),
        ".pptx": lambda: pptx_of([sheet]),
    }
    if out.suffix.lower() not in made:
        raise UnknownName(f"{out.name} is of no format a card can have: end it in .html, .png or .pptx.")
    out.write_bytes(made[out.suffix.lower()]())
    if as_json:
        console.show_json({"path": str(out)})
    else:
        console.say(str(out))
