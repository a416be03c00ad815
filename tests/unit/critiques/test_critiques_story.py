"""One planted story from a message to what was measured, through the functions that the page calls."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from lib.critiques import board, challenges, feedback, inbox, insights, moves, overview, queries, radar, told, trail
from lib.critiques.challenges import Answers
from lib.critiques.counters import PRAISING
from lib.critiques.effect import effect_of
from lib.critiques.evidence import evidence, link_evidence
from lib.critiques.feedback import Heard
from lib.critiques.insights import Card
from lib.critiques.letters import draft
from lib.critiques.likeness import Likest
from lib.critiques.themed_queries import THEME_DAYS, THEME_MESSAGES, THEMES_OF
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.complaints import ACTED, complaining_workspace

ANNA, BRUNO, CARLA = Actor("Anna"), Actor("Bruno", "smm"), Actor("Carla", "smm")
START = datetime(2026, 5, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return complaining_workspace(tmp_path_factory.mktemp("story") / "workspace")


@pytest.fixture
def model(workspace: Workspace) -> Iterator[ReadModel]:
    found = ReadModel.current(workspace)
    yield found
    found.close()


def test_from_a_message_to_what_was_measured(workspace: Workspace, model: ReadModel) -> None:
    records = Records.of(workspace)
    fresh = queries.fresh_critiques(model, count=400)
    late = fresh[[list(aspects) == ["delivery"] for aspects in fresh.aspects]]
    first = overview.keys_of(late.head(1))
    theme = THEMES_OF.of(workspace, model, keys_channels=[first[0][0]], keys_ids=[first[0][1]]).to_pylist()[0][
        "theme_id"
    ]
    assert theme == "delivery"

    # inbox: read, heard, framed
    card = Card("Parcels take weeks to arrive.", "Change the courier.", "delivery", theme, 3, "Anna")
    heard = insights.hear_insight(records, ANNA, card, START)
    inbox.link_critiques(records, ANNA, first, heard.insight_id, "accepted", START)
    more = THEME_MESSAGES.of(workspace, model, theme_id=theme, sort="typical", count=40).to_pandas()
    inbox.mark_critiques(records, ANNA, overview.keys_of(fresh.tail(5)), "rejected", START)
    link_evidence(records, ANNA, heard.insight_id, overview.keys_of(more), at=START)
    feedback.enter_feedback(records, ANNA, Heard("A bookshop called: three parcels lost.", "phone",
                            insight_id=heard.insight_id), START)  # fmt: skip
    found = moves.frame(records, ANNA, heard.insight_id, heard.version, START + timedelta(hours=2))

    # the next complaint is known to belong there
    linked = evidence(records, found.insight_id)
    messages = queries.evidence_messages(model, channels=list(linked.channel), ids=list(linked.message_id))
    index = Likest([[(found.claim, "en"), *zip(messages.text, messages.language, strict=True)]])
    assert index.suggestions(["Il corriere ha perso il pacco"], ["it"])[0] is not None
    assert index.suggestions(["Bella serata a tutti"], ["it"])[0] is None

    # challenged, shared, decided, acted
    praise = PRAISING.of(workspace, model, aspect="delivery", count=12).to_pandas()
    assert set(praise.author_id) == {"fan"}
    link_evidence(records, BRUNO, found.insight_id, overview.keys_of(praise.head(1)), "against", START)
    answers = Answers(True, "Somebody praises fast deliveries.", "A strike in March.")
    found = challenges.challenge(records, BRUNO, found.insight_id, found.version, answers, at=START + timedelta(days=1))
    found = moves.share(records, ANNA, found.insight_id, found.version, START + timedelta(days=2))
    found = moves.decide(records, CARLA, found.insight_id, found.version, "accepted", at=START + timedelta(days=3))
    found = moves.act(records, ANNA, found.insight_id, found.version, ACTED, START + timedelta(days=4))

    # told: everybody whose words are in it, in their language and form of address
    linked = evidence(records)
    messages = queries.evidence_messages(model, channels=list(linked.channel), ids=list(linked.message_id))
    telling = overview.tellings(insights.insights(records), linked, messages, told.told(records))[0]
    assert len(telling.people) > 10 and "fan" not in telling.people and telling.to_tell == telling.people
    person = queries.people_seen(model, author_ids=[telling.people[0]]).iloc[0]
    letter = draft(person.shown_name, person.language, "lei", "acted", found.claim, found.ask, ACTED)
    assert letter.startswith("Buongiorno Lettrice") and "Change the courier." in letter and "2 aprile 2026" in letter
    told.tell(records, ANNA, found.insight_id, telling.people, START + timedelta(days=-20))
    rate = told.returns(told.told(records), queries.people_seen(model, author_ids=list(telling.people)))
    assert rate.told == len(telling.people) and 0 < rate.returned <= rate.told and rate.low < rate.high
    found = moves.close_telling(records, ANNA, found.insight_id, found.version, START + timedelta(days=5))

    # measured
    by_day = THEME_DAYS.of(workspace, model).to_pandas()
    inbound = queries.inbound_by_day(model)
    effect = effect_of(by_day, inbound, found.theme_id, ACTED)
    assert effect.verdict == "fell" and effect.ratio is not None and effect.ratio.high < 0.3
    assert effect.against_others is not None and effect.against_others.high < 1
    assert effect_of(by_day, inbound, "price", ACTED).verdict == "level"
    found = moves.measure(records, ANNA, found.insight_id, found.version, is_too_early=effect.is_too_early)

    # what the page shows of it
    assert found.state == "measured" and trail.replayed(records) == trail.standing(records)
    shown = overview.cards([found], linked, messages, feedback.feedback(records), 61)[found.insight_id]
    assert shown.size.authors == len(telling.people) + 1 and shown.erased == 0
    assert shown.strongest is not None and shown.against is not None and shown.against["author_id"] == "fan"
    heard_count = int(queries.critiques_heard(model).iloc[0].critiques)
    feedback.enter_feedback(records, ANNA, Heard("She called again.", "phone", author_id=telling.people[0],
                            insight_id=found.insight_id), START)  # fmt: skip
    again = overview.cards([found], linked, messages, feedback.feedback(records), 61)[found.insight_id]
    assert again.size.authors == shown.size.authors, "who wrote it as well is one voice"
    feedback.enter_feedback(records, ANNA, Heard("At the fair: very late.", "event", author_id="fan",
                            insight_id=found.insight_id), START)  # fmt: skip
    in_person = feedback.feedback(records)
    more = overview.cards([found], linked, messages, in_person, 61)[found.insight_id]
    assert more.size.authors == shown.size.authors + 1
    (owed,) = overview.tellings([found], linked, messages, told.told(records), in_person)
    assert owed.to_tell == ("fan",), "who said it in person is told as well"
    tellings = overview.tellings([found], linked, messages, told.told(records))
    funnel = overview.funnel_of(heard_count, 45, 40, [found], tellings)
    assert (funnel.accepted, funnel.acted, funnel.told, funnel.to_tell) == (
        1,
        1,
        len(telling.people),
        len(telling.people),
    )
    assert "1 critique" not in overview.opening_sentence(funnel, heard_count - 45, "Delivery", 0)
    assert set(board.seconds_in_states([found], START)) == {
        "heard",
        "framed",
        "challenged",
        "shared",
        "decided",
        "acted",
        "told",
    }
    records.close()


def test_the_inbox_forgets_nothing_and_takes_back(workspace: Workspace, model: ReadModel) -> None:
    records = Records.of(workspace)
    keys = overview.keys_of(queries.fresh_critiques(model, count=6))
    inbox.mark_critiques(records, ANNA, keys, "read")
    inbox.mark_critiques(records, ANNA, keys[:2], "known")
    assert set(inbox.marks_of(records, keys).values()) == {"read", "known"}
    inbox.unmark_critiques(records, ANNA, keys)
    assert inbox.marks_of(records, keys) == {}
    records.close()


def test_repetition_is_seen_with_its_falling_response() -> None:
    import pandas as pd

    start = pd.Timestamp("2026-03-01", tz="UTC")
    rows = [
        {"created_at": start + pd.Timedelta(days=7 * n), "text": "Iscrivetevi alla newsletter dei lettori del venerdì",
         "language": "it", "response": 40 - 9 * n}
        for n in range(4)
    ]  # fmt: skip
    rows.append(
        {"created_at": start, "text": "Sabato presentazione del nuovo romanzo", "language": "it", "response": 9}
    )
    found = radar.repeated_posts(pd.DataFrame(rows))
    assert (
        [one.places for one in found] == [(0, 1, 2, 3)] and found[0].is_falling and found[0].trend == pytest.approx(-1)
    )
