"""Who acts: a person in a hat, and what a hat may do. `Records.writing` asks here before anything is written."""

from dataclasses import dataclass
from typing import Literal

from lib.errors import NotAllowed
from lib.words import _

Hat = Literal["cm", "smm", "client", "admin"]
HATS: tuple[Hat, ...] = ("cm", "smm", "client", "admin")
WRITING: tuple[Hat, ...] = ("cm", "smm", "admin")
"""The hats in which somebody may decide anything; a client looks."""


@dataclass(frozen=True)
class Actor:
    """Who acts, and in which hat: community manager, social media manager, client, admin."""

    person: str
    hat: Hat = "cm"

    @property
    def may_write(self) -> bool:
        """Whether this hat decides, or only looks."""
        return self.hat in WRITING


def refuse_unless_writing(actor: Actor) -> None:
    """NotAllowed where this hat may only look."""
    if not actor.may_write:
        raise NotAllowed(_("Clients look and do not decide: ask the community manager to do this."))


def refuse_unless_admin(actor: Actor) -> None:
    """NotAllowed where this hat may not do what only an administrator does."""
    if actor.hat != "admin":
        raise NotAllowed(_("Only an administrator may do this: ask one of yours."))
