"""A community whose every word, name, file name and decision carries a payload: for the proof that all of it is inert.

The messages come in by a real import; the decisions are made through the functions of the domains. `MARK` stands in
each payload, so that a test can look for its words; nothing of them may run, load, or be drawn as anything but text.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from lib.conversations import choices, drafts, remarks
from lib.critiques import challenges, evidence, feedback, insights, moves
from lib.critiques.challenges import Answers
from lib.critiques.insights import Card
from lib.editorial import actions, ideas
from lib.ingest.mapping import Mapping
from lib.ingest.profiles import save_profile
from lib.ingest.rows import Row
from lib.relationships import persons
from lib.signals.taxonomy import Aspect, keep_own, taxonomy_of
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team import handoff_briefs, handoff_moves
from lib.team.handoffs import Brief
from lib.team.people import add_member
from tests.community import START, export, imported, row, workspace_in

MARK = "zqx"
PAYLOADS = {
    "html": f'<img src="https://evil.test/{MARK}.png" onerror="window.stolen=1"><script>window.stolen=1</script>'
    f'<b class="injected">{MARK}</b>"><svg onload=alert(1)>',
    "markdown": f"![{MARK}](https://evil.test/m.png) [call](https://evil.test/l) **{MARK}** :red[c] :material/home:",
    "latex": f"$\\href{{https://evil.test}}{{{MARK}}}$ $$x^2$$ \\(y_1\\) {MARK}",
    "sql": f"'; drop table messages; -- {MARK} $since %s \" ; select 1/0",
    "template": f"{{{{ 7*7 }}}} ${{7*7}} {{0.__class__}} %(x)s <%= 7*7 %> {{name}} {MARK}",
    "formula": f'=HYPERLINK("https://evil.test?{MARK}","x")+cmd|\'/C calc\'!A0',
}
_CRITIQUES = """select channel, message_id, conversation_id from messages
where is_critique order by created_at, message_id"""
ANNA, BRUNO = Actor("Anna"), Actor("Bruno", "smm")
_COLUMNS = ("message_id", "created_at", "text", "author_key")
_COMPLAINTS = ("Il pacco non è mai arrivato, che delusione", "The parcel arrived broken, terrible service")
_OTHERS = ("Bellissimo libro, grazie!", "When does the next volume come out?", "Quando apre la libreria sabato?")


def file_name(payload: str) -> str:
    """The payload as a file's name, as far as a file can be called so."""
    return payload.replace("/", "∕").encode()[:200].decode(errors="ignore")


def hostile_rows(payload: str, first: int, count: int = 110) -> list[Row]:
    """Messages by 28 people who carry this payload: four of ten complain, half are answers to another."""
    found = []
    for number in range(first, first + count):
        said = _COMPLAINTS[number % 2] if number % 5 < 2 else _OTHERS[number % 3]
        person = f"{first}-{number % 28}"
        found.append(
            row(
                number,
                text=f"{said} {payload}" if number % 3 else f"{payload} {said}",
                author_key=person,
                author_handle=f"h{person}{payload}"[:120],
                author_name=f"{payload} {person}"[:200],
                channel=("instagram", "facebook", "x")[number % 3],
                parent_id=f"m{number - 3}" if number % 2 and number >= first + 3 else None,
                created_at=START + timedelta(hours=3 * number),
                kind="reply" if number % 2 and number >= first + 3 else "comment",
            )
        )
    return found


def hostile_workspace(folder: Path) -> Workspace:
    """The community imported from files named by payloads, then decided about in all ways there are."""
    workspace = workspace_in(folder / "workspace", name=PAYLOADS["markdown"])
    files = []
    for place, payload in enumerate(PAYLOADS.values()):
        files.append(export(folder / f"{file_name(payload)}.parquet", hostile_rows(payload, 110 * place)))
        save_profile(workspace.place("profiles"), Mapping(payload, dict.fromkeys(_COLUMNS, (payload,)), "x"))
    imported(workspace, *files)
    keys = [(str(c), str(m), str(t)) for c, m, t in _asked(workspace, _CRITIQUES)]
    records = Records.of(workspace)
    for place, payload in enumerate(PAYLOADS.values()):
        _decide(workspace, records, payload, keys[place * 12 : place * 12 + 12])
    records.close()
    return workspace


def _asked(workspace: Workspace, sql: str, **values: str) -> list[tuple[object, ...]]:
    model = ReadModel.current(workspace)
    try:
        return [tuple(found) for found in model.frame(sql, values).itertuples(index=False)]
    finally:
        model.close()


def _decide(workspace: Workspace, records: Records, payload: str, keys: list[tuple[str, str, str]]) -> None:
    messages = [(channel, message) for channel, message, _ in keys]
    channel, message, conversation = keys[0]
    remarks.set_tags(records, ANNA, [(channel, conversation)], [payload])
    remarks.note_down(records, ANNA, channel, conversation, payload)
    choices.save_view(records, ANNA, payload[:60], {"view": "list", "which": "waiting"})
    drafts.save_reply(records, ANNA, payload[:60], "it", payload)
    draft = drafts.write(records, ANNA, (channel, conversation, message), payload, None)
    drafts.ask_for_eyes(records, ANNA, draft)
    then = datetime.now(START.tzinfo) - timedelta(days=3)
    for goes_on in (False, True):
        card = Card(payload, payload, owner=payload[:100], change_mind=payload, due=date(2026, 6, 1))
        heard = insights.hear_insight(records, ANNA, card, then)
        evidence.link_evidence(records, ANNA, heard.insight_id, messages, at=then)
        if goes_on:
            found = moves.frame(records, ANNA, heard.insight_id, heard.version, then)
            answers = Answers(True, payload, payload)
            found = challenges.challenge(records, BRUNO, found.insight_id, found.version, answers, at=then)
            found = moves.share(records, ANNA, found.insight_id, found.version, then)
            moves.decide(records, ANNA, found.insight_id, found.version, "declined", payload, then)
    feedback.enter_feedback(records, ANNA, feedback.Heard(payload, "phone", insight_id=heard.insight_id))
    author = _author_of(workspace, channel, message)
    persons.add_note(records, ANNA, author, payload)
    ideas.propose(records, ANNA, ideas.Sketch(payload, sources=((channel, message),)))
    actions.assign(records, ANNA, (channel, message), payload[:60])
    add_member(records, Actor("Anna", "admin"), payload[:100], ("smm",), person=f"p{len(payload)}")
    handed = handoff_briefs.write_brief(records, ANNA, Brief(payload, payload, f"p{len(payload)}"), messages[:2])
    handoff_moves.send(records, ANNA, handed.handoff_id, handed.version)
    aspect = Aspect(f"own_{len(payload)}", {"en": payload[:60], "it": payload[:60]}, {"any": ("pacco",)})
    keep_own(workspace, taxonomy_of(workspace).with_aspect(aspect))


def _author_of(workspace: Workspace, channel: str, message: str) -> str:
    sql = "select author_id from messages where channel = $channel and message_id = $message"
    return str(_asked(workspace, sql, channel=channel, message=message)[0][0])
