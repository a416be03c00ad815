"""What can go wrong, said in a sentence that a person can act on.

Every error that Earshot raises on purpose derives from `EarshotError`. `str(error)` is fit to show in the
browser and in a terminal: it names the thing (file, row, setting) and says what to do. Anything else that is
raised is a fault of ours.
"""


class EarshotError(Exception):
    """Base of all errors meant for people. `exit_code` is what the command line ends with."""

    exit_code = 1


class BadExport(EarshotError):
    """An export file, or a row of it, cannot be used. The sentence names the file, the row and the remedy."""


class NeedsChoice(BadExport):
    """The file alone cannot decide something (time zone, date order, mapping): the sentence says what to give.

    `choice` is the name of the option that decides it: "time_zone", "date_order" or "mapping".
    """

    def __init__(self, sentence: str, choice: str) -> None:
        super().__init__(sentence)
        self.choice = choice


class UnknownName(EarshotError):
    """Something was asked for by a name that does not exist."""

    exit_code = 2


class NothingPublished(EarshotError):
    """The workspace holds no published version yet: import something, or build the demo."""


class WorkspaceError(EarshotError):
    """The workspace folder cannot be used as it is (read-only, full, of another kind, busy)."""


class Conflict(EarshotError):
    """Somebody else changed the same thing in the meantime."""


class NotSignedIn(EarshotError):
    """Earshot is hosted here, and whoever looks has to sign in first."""


class NotAllowed(EarshotError):
    """The person, or the hat they wear, may not do this; the sentence says whom to ask."""
