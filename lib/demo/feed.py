"""What is said: messages as they are made, joined to what they answer."""

from dataclasses import dataclass, field
from datetime import datetime

from lib.demo.books import Book
from lib.demo.people import Person


@dataclass(eq=False)
class Message:
    """One message in the making. `person` None: the brand. `act`: what kind of sentence it is (a rule of the grammar).

    `own`: what it says of its author's life (kind of people, field, value, whether it is said in favour).
    `root`: the message its conversation begins with (itself, where it begins one).
    """

    number: int
    channel: str
    kind: str
    at: datetime
    person: Person | None
    act: str
    text: str
    book: Book
    parent: "Message | None" = None
    likes: int = 0
    shares: int | None = None
    views: int | None = None
    rating: float | None = None
    own: tuple[str, str, str, bool] | None = None
    children: list["Message"] = field(default_factory=list)
    root: "Message" = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.parent.root if self.parent else self
        if self.parent:
            self.parent.children.append(self)


@dataclass
class Feed:
    """All messages, in the order they were made; `posts`: those of the brand by channel, oldest first."""

    messages: list[Message] = field(default_factory=list)
    posts: dict[str, list[Message]] = field(default_factory=dict)

    def add(self, message: Message) -> Message:
        """Take a message in."""
        self.messages.append(message)
        if message.person is None and message.kind == "post":
            self.posts.setdefault(message.channel, []).append(message)
        return message
