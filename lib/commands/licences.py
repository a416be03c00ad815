"""`licences`: what everything that Earshot needs is licensed under."""

from lib import console
from lib.commands.app import APP, AsJson


@APP.command("licences")
def licences_(as_json: AsJson = False) -> None:
    """List the licences of the dependencies and of theirs."""
    from lib.licences import licences

    found = licences()
    if as_json:
        console.show_json({"packages": [vars(licence) for licence in found]})
    else:
        rows = [
            [f.package, f.version, f.licence or "not stated", "itself" if f.is_direct else "through others"]
            for f in found
        ]
        console.show_table(["package", "version", "licence", "needed"], rows)
