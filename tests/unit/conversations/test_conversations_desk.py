"""The answer desk: what each check says of a draft, in Italian and English, and a draft's way to the archive."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.conversations import drafts
from lib.conversations.desk import Check, Heard, Lengths, checks
from lib.conversations.tone import LEAST_MESSAGES, Tone
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from tests.community import workspace_in

CM, SMM = Actor("Anna", "cm"), Actor("Bruno", "smm")
PLACE = ("x", "c1", "m1")
WORDS = "ho finito il libro nuovo ieri sera leggo bellissimo quando esce prossimo volume saga mi piace tanto".split()


def community(count: int = LEAST_MESSAGES) -> list[str]:
    """Members who speak of books, in any order of their words."""
    chance = random.Random(3)
    return [" ".join(chance.sample(WORDS, 8)) for _ in range(count)]


def thread(*texts: str, **given: Any) -> pd.DataFrame:
    plain = {"is_brand": False, "is_waiting": True, "formality": "tu", **given}
    return pd.DataFrame([{"message_id": f"m{n}", "text": text, **plain} for n, text in enumerate(texts)])


def checked(draft: str, messages: pd.DataFrame, **given: Any) -> dict[str, Check]:
    """The checks by name; a calm draft in tu to a thread, where nothing else is said."""
    heard = Heard(given.get("heat", 0.05), given.get("formality", "tu"))
    found = checks(draft, heard, messages, given.get("tone"), given.get("lengths", Lengths(0, 0, 0)))
    return {check.name: check for check in found}


def test_tone_tells_a_member_from_a_stranger() -> None:
    tone = Tone.learned(community())
    assert tone is not None
    near, far = tone.fit("ho finito il libro nuovo ieri sera"), tone.fit("la pratica sarà evasa ai sensi di legge")
    assert near is not None and far is not None and near.distance < 1 and far.distance > 3
    assert "pratica" in far.strange and not near.strange
    assert tone.fit("ciao a") is None and Tone.learned(community(50)) is None
    found = checked("la pratica sarà evasa ai sensi di legge", thread("Novità?"), tone=tone)["Tone of the community"]
    assert not found.holds and "pratica" in found.change


def test_the_form_of_address_is_that_of_who_waits() -> None:
    wrong = checked("La informiamo che arriverà.", thread("Quando arriva? Mi sai dire?"), formality="lei")[
        "Form of address"
    ]
    assert not wrong.holds and "tu" in wrong.change
    assert checked("Ti scriviamo noi.", thread("Mi sai dire?"))["Form of address"].holds
    assert "Form of address" not in checked("Ok", thread("Mah", formality=None))


def test_heat_promises_questions_and_length() -> None:
    assert not checked("Taci.", thread("Ciao"), heat=0.8)["Heat of the draft"].holds
    for draft, promise in (
        ("Lo spediamo entro venerdì sera.", "entro venerdì"),
        ("We will refund you tomorrow.", "tomorrow"),
    ):
        assert promise in checked(draft, thread("Ciao"))["Promises and dates"].found
    assert "Promises and dates" not in checked("Grazie, che bello!", thread("Ciao"))
    asked = thread("Avete il terzo volume in ebook? E la spedizione quanto costa?")
    open_ = checked("Il terzo volume esce anche in ebook.", asked)["Unanswered question"]
    assert "spedizione" in open_.found and not open_.holds
    assert "Unanswered question" not in checked("Sì, e la spedizione del volume è gratuita.", asked)
    lengths = Lengths(100, 60, 200)
    assert not checked("No.", thread("Ciao"), lengths=lengths)["Length"].holds
    assert not checked("bene " * 80, thread("Ciao"), lengths=lengths)["Length"].holds
    assert checked("bene " * 20, thread("Ciao"), lengths=lengths)["Length"].holds


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    found = Records.of(workspace_in(tmp_path / "workspace"))
    yield found
    found.close()


def test_a_draft_is_read_by_other_eyes_and_sent(records: Records) -> None:
    draft = drafts.write(records, CM, PLACE, "Ciao, lo spediamo domani.", None)
    asked = drafts.ask_for_eyes(records, CM, draft)
    assert [d.draft_id for d in drafts.drafts_to_read(records, "Bruno")] == [draft.draft_id]
    assert drafts.drafts_to_read(records, "Anna") == []
    with pytest.raises(EarshotError, match="somebody else"):
        drafts.judge(records, CM, asked, approved=True)
    with pytest.raises(EarshotError, match="Say why"):
        drafts.judge(records, SMM, asked, approved=False)
    rejected = drafts.judge(records, SMM, asked, approved=False, reason="Non promettere domani.")
    assert (rejected.state, rejected.reason) == ("rejected", "Non promettere domani.")
    again = drafts.write(records, CM, PLACE, "Ciao, lo spediamo presto.", rejected)
    approved = drafts.judge(records, SMM, drafts.ask_for_eyes(records, CM, again), approved=True)
    sent = drafts.mark_sent(records, CM, approved)
    assert drafts.draft_of(records, "x", "c1") == sent and sent.sent_at is not None
    acts = acts_on(records, "draft", draft.draft_id)
    assert list(acts.action)[::-1] == ["write", "asked", "rejected", "draft", "asked", "approved", "sent"]
    with pytest.raises(EarshotError):
        drafts.ask_for_eyes(records, CM, sent)


def test_two_people_on_one_draft_are_told(records: Records) -> None:
    draft = drafts.write(records, CM, PLACE, "Ciao", None)
    drafts.write(records, SMM, PLACE, "Buongiorno", draft)
    with pytest.raises(Conflict, match="Bruno"):
        drafts.write(records, CM, PLACE, "Salve", draft)
    found = drafts.draft_of(records, "x", "c1")
    assert found is not None and found.text == "Buongiorno"


def test_a_sent_draft_is_found_in_the_archive(records: Records) -> None:
    draft = drafts.mark_sent(
        records, CM, drafts.write(records, CM, PLACE, "Ciao Marta, lo spediamo domani mattina!", None)
    )
    assert draft.sent_at is not None
    rows = [
        ("before", True, -timedelta(days=9), "Ciao Marta, lo spediamo domani mattina!"),
        ("theirs", False, timedelta(hours=1), "Ciao Marta, lo spediamo domani mattina!"),
        ("other", True, timedelta(hours=1), "Buona lettura a tutti quanti"),
        ("it", True, timedelta(hours=2), "Ciao Marta, lo spediamo domani mattina"),
    ]
    frame = pd.DataFrame(
        [{"message_id": k, "is_brand": b, "created_at": draft.sent_at + d, "text": t} for k, b, d, t in rows]
    )
    assert drafts.became(draft, frame) == "it"
    assert drafts.became(draft, frame.head(3)) is None


def test_saved_replies_are_filled(records: Records) -> None:
    drafts.save_reply(records, CM, " Ritardo ", "it", "Ciao {name}, scrivici su {channel} {altro}")
    drafts.save_reply(records, CM, "Ritardo", "it", "Ciao {name}, eccoci su {channel} {altro}")
    found = drafts.saved_replies(records, "it")
    assert drafts.filled(found["Ritardo"], "Marta {channel}", "X") == "Ciao Marta {channel}, eccoci su X {altro}"
    assert drafts.saved_replies(records, "en") == {}
    with pytest.raises(EarshotError):
        drafts.save_reply(records, CM, " ", "it", "Ciao")
