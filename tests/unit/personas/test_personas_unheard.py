"""Interests no pack knows: proposed by how many people say they like them, accepted into the workspace's own text."""

from datetime import timedelta
from pathlib import Path

import pytest

from lib.errors import EarshotError
from lib.personas.fields import fields_of
from lib.personas.settings import own_text
from lib.personas.unheard import accept, extended, persona_unheard
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import LAST, Rows, published_workspace

ANNA = Actor("Anna", "cm")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    rows = Rows()
    said = (
        [(n, "Adoro la ceramica, da sempre", "it") for n in range(7)]
        + [(n, "I love pottery and tea", "en") for n in range(5)]
        + [(n, "Leggo gialli la sera", "it") for n in range(9)]
        + [(n, "Adoro la chiesa", "it") for n in range(8)]
        + [(n, "Adoro il curling", "it") for n in range(4)]
        + [(0, "Adoro il curling, che passione", "it")] * 20
        + [(n, "Adoro la fantascienza distopica", "it") for n in range(6)]
        + [(n, "I love climate fiction", "en") for n in range(5)]
        + [(n, "Amo i giochi da tavolo, da sempre", "it") for n in range(6)]
        + [(n, "Adoro i giochi", "it") for n in range(6, 12)]
    )
    for place, (author, text, language) in enumerate(said):
        rows.say(f"c{place}", "x", LAST - timedelta(hours=place), text, author_id=f"a{author}", language=language)
    return published_workspace(tmp_path / "w", rows.made)


def proposed(workspace: Workspace) -> dict[str, int]:
    model = ReadModel.current(workspace)
    found = persona_unheard.of(workspace, model, own=own_text(workspace)).to_pandas()
    model.close()
    assert all(len(row.channels) == len(row.message_ids) == 3 for row in found.itertuples())
    return dict(zip(found.word, found.authors, strict=True))


def test_what_five_people_like_and_no_pack_knows_is_proposed(workspace: Workspace) -> None:
    found = proposed(workspace)
    assert found["ceramica"] == 7 and found["pottery"] == 5
    assert "gialli" not in found, "a pack knows it"
    assert "chiesa" not in found, "nothing is inferred of religion"
    assert "curling" not in found, "twenty messages of one are one person"


def test_phrases_are_proposed_and_stand_for_words_that_are_nearly_always_said_in_them(workspace: Workspace) -> None:
    found = proposed(workspace)
    assert found["climate fiction"] == 5 and "climate" not in found
    assert found["fantascienza distopica"] == 6, "more than the fantascienza that the pack knows"
    assert found["giochi da tavolo"] == 6 and found["giochi"] == 12, "half of them say the word alone"
    records = Records.of(workspace)
    accept(workspace, records, ANNA, ["giochi da tavolo"])
    records.close()
    heard_by = fields_of(own_text(workspace))
    assert heard_by.interests_in("Stasera giochi da tavolo!", "it") == ["giochi_da_tavolo"]
    assert heard_by.interests_in("I giochi di parole", "it") == []
    assert "giochi da tavolo" not in proposed(workspace)


def test_accepted_ones_are_heard_and_no_longer_proposed(workspace: Workspace) -> None:
    workspace.place("personas.yaml").write_text("# ours\npacks: [publishing]\n")
    records = Records.of(workspace)
    accept(workspace, records, ANNA, ["ceramica"])
    accept(workspace, records, ANNA, ["pottery", "ceramica"])
    own = own_text(workspace)
    assert own.startswith("# ours\npacks: [publishing]\n") and own.count("ceramica:") == 1
    assert fields_of(own).interests_in("Un corso di ceramica", "it") == ["ceramica"]
    assert not {"ceramica", "pottery"} & set(proposed(workspace))
    with pytest.raises(EarshotError, match="Choose"):
        accept(workspace, records, ANNA, ["x: [y]"])
    records.close()


def test_what_stands_in_the_text_stays(tmp_path: Path) -> None:
    own = "interests:  # ours\n    chess: {name: {en: Chess}, any: [=chess]}\npacks: [travel]\n"
    made = extended(own, ["curling"])
    assert made.replace(made.splitlines(keepends=True)[1], "") == own
    assert set(fields_of(made).interests_in("chess and curling", "en")) == {"chess", "curling"}
    with pytest.raises(EarshotError, match="one line"):
        extended("interests: {chess: null}\n", ["curling"])
    assert extended(own, []) == own
