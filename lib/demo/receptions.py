"""How the readers take each format of post, what they say below it, and what they answer to each other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format of post: the rule of the grammar, its share among the brand's posts (0: only where a story asks for it),
    comments it draws against an average post, and the acts below it with their weights ("own": their own life)."""

    rule: str
    share: float
    draws: float
    acts: dict[str, float]


FORMATS = {
    found.rule: found
    for found in (
        Format(
            "post_announcement",
            3.0,
            1.15,
            {
                "praise_book": 2.6,
                "will_read": 3.5,
                "ask_format": 1.1,
                "ask_signed": 0.5,
                "ask_abroad": 0.4,
                "reading_now": 1.0,
                "tag_friend": 0.9,
                "tepid": 0.5,
                "wait_volume": 0.6,
                "ask_start": 0.5,
                "ask_reprint": 0.4,
                "translation_praise": 0.5,
                "gift": 0.6,
                "own": 2.4,
            },
        ),
        Format("post_quiz", 1.6, 1.7, {"quiz_answer": 8.0, "tag_friend": 0.7, "own": 0.8, "reading_now": 0.3}),
        Format(
            "post_photo",
            2.2,
            0.8,
            {
                "photo": 3.2,
                "shop_praise": 1.8,
                "reading_now": 2.4,
                "tag_friend": 0.8,
                "own": 3.4,
                "ask_event": 0.3,
                "gift": 0.4,
            },
        ),
        Format(
            "post_behind_the_scenes",
            1.6,
            1.05,
            {
                "translation_praise": 1.8,
                "praise_book": 2.0,
                "will_read": 1.0,
                "wait_volume": 0.9,
                "own": 1.8,
                "ask_school": 0.3,
                "love_character": 0.5,
                "ask_format": 0.4,
            },
        ),
        Format(
            "post_event",
            1.4,
            0.85,
            {
                "ask_event": 2.0,
                "event_thanks": 2.0,
                "tag_friend": 1.3,
                "own": 1.4,
                "ask_signed": 0.5,
                "ask_school": 0.3,
                "rooms": 0.15,
                "shop_praise": 0.6,
            },
        ),
        Format(
            "post_offer",
            1.1,
            0.6,
            {"will_read": 2.0, "ask_format": 1.0, "gift": 1.0, "tag_friend": 0.8, "own": 1.2, "ask_age": 0.8},
        ),
        Format(
            "post_video",
            0.0,
            1.0,
            {
                "praise_book": 2.6,
                "event_thanks": 0.9,
                "love_character": 1.6,
                "wait_volume": 0.8,
                "tepid": 0.6,
                "reading_now": 1.0,
                "ask_start": 0.5,
                "own": 2.2,
                "translation_praise": 0.6,
                "ask_abroad": 0.4,
            },
        ),
        Format("post_repeat", 0.0, 1.0, {"tag_friend": 1.0, "will_read": 1.6, "own": 0.5, "ask_event": 0.3}),
        Format(
            "post_success", 0.0, 1.0, {"praise_book": 3.0, "gift": 1.0, "own": 1.6, "tag_friend": 1.4, "agree": 1.2}
        ),
        Format("post_failure", 0.0, 1.0, {"backlash": 6.0, "tag_friend": 0.3, "will_read": 0.3}),
        Format("post_action", 0.0, 0.9, {"thanks_action": 4.0, "will_read": 0.6, "tag_friend": 0.3}),
    )
}

REPLIES: dict[str, tuple[tuple[str, ...], float]] = {
    "usual": (("agree", "joke"), 0.14),
    "praise_book": (("agree", "agree", "differ", "recommend", "will_read"), 0.3),
    "tepid": (("differ", "agree", "recommend"), 0.55),
    "love_character": (("agree", "differ", "love_character"), 0.45),
    "ask_format": (("help",), 0.22),
    "ask_start": (("recommend", "help"), 0.4),
    "ask_reprint": (("help",), 0.25),
    "wait_volume": (("joke", "agree"), 0.3),
    "ask_event": (("help",), 0.2),
    "ask_age": (("help", "recommend"), 0.3),
    "chat": (("reading_now", "joke"), 0.4),
    "late": (("empathy",), 0.3),
    "cover": (("empathy",), 0.25),
    "ebook": (("empathy", "help"), 0.25),
    "checkout": (("empathy",), 0.25),
    "quiz_answer": (("joke", "differ"), 0.12),
    "seek": (("recommend",), 0.45),
    "film": (("joke", "agree"), 0.2),
}
"""What other readers may answer to an act, and how often they do."""

OWN_FIELDS = {
    "film": 2.4,
    "magazine": 1.5,
    "format": 1.8,
    "outing": 1.8,
    "work": 1.5,
    "seek": 1.4,
    "delight": 1.6,
    "annoy": 0.9,
}
"""Fields of a persona, with how often people speak of each."""
