"""Second opinions on the page Team: where two hats differ most, what is asked of whoever looks, and one thing whole."""

from typing import Any

import streamlit as st

from lib import words
from lib.conversations import queries
from lib.critiques.insights import insights
from lib.look import channel_name
from lib.team.opinions import Compared, Thing, compared, is_asked, opinions
from lib.team.people import HAT_SIGNS
from lib.team.weights import CRITERIA, CRITERION_NAMES, Weights, weights_in_force
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import CONVERSATIONS, CRITIQUES, TEAM
from lib.ui.rows import author, quote
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.ui.team import Team
from lib.ui.team_marks import show_marks, show_weights
from lib.words import _, number, signed

_SHOWN = 12


def show_opinions(found: Team) -> None:
    """The list, a third; the one that is looked at, two thirds; the weights below."""
    weights = weights_in_force(session.records())
    made = compared(opinions(session.records()), weights)
    asked = [one for one in made if is_asked(one, found.me, others=not found.is_alone)]
    differing = [one for one in made if one.is_whole]
    waiting = [one for one in made if not one.is_whole and one not in asked]
    opened = _opened()
    if opened is None and made:
        opened = (asked or differing or made)[0].thing
    titles = _titles([one.thing for one in made])
    left, right = st.columns([4, 8], gap="medium")
    with left:
        _show_list("asked", _("Asked of you"), _("Mark them before you see the other's marks"), asked, titles, opened)
        _show_list(
            "differing", _("Where the hats differ most"), _("CM against SMM, from 0 to 100"), differing, titles, opened
        )
        _show_list("waiting", _("One opinion so far"), _("The other hat has not spoken"), waiting, titles, opened)
    with right:
        if opened is None:
            show_empty(
                _("Nothing was marked yet"),
                _("Open a conversation or an insight and choose “Second opinion”: two hats mark it, each unseen."),
            )
        else:
            with panel("opinion", fills=False):
                _show_thing(opened)
                standing = next((one for one in made if one.thing == opened), None)
                _show_standing(found, opened, standing, weights)
        with st.expander(_("What counts in which hat")):
            show_weights(weights)


def _opened() -> Thing | None:
    """What the address names."""
    channel, conversation_id = address.field("channel"), address.field("conversation")
    if channel and conversation_id:
        return Thing("conversation", channel, conversation_id)
    return Thing("insight", "", address.field("insight")) if address.field("insight") else None


def fields_of(thing: Thing) -> dict[str, str]:
    """The address of a thing on the page Team."""
    if thing.subject == "insight":
        return address.link(view="opinions", insight=thing.subject_id)
    return address.link(view="opinions", channel=thing.channel, conversation=thing.subject_id)


def _titles(things: list[Thing]) -> dict[Thing, Element]:
    """What each is called in a list: an insight by its claim, a conversation by its first words."""
    claims = {insight.insight_id: insight.claim for insight in insights(session.records())}
    made: dict[Thing, Element] = {}
    for thing in things:
        if thing.subject == "insight":
            said = claims.get(thing.subject_id) or _("an insight that is no longer there")
            made[thing] = tag("p", said, classes="claim")
        else:
            row = _conversation(thing)
            made[thing] = quote(row["opening"]) if row else tag("p", _("a conversation that is no longer there"))
    return made


def _conversation(thing: Thing) -> dict[str, Any] | None:
    found = ask(queries.conversation, channel=thing.channel, conversation_id=thing.subject_id)
    rows = records(found)
    if not rows:
        return None
    shape = ask(queries.thread_shape, channel=thing.channel, conversation_id=thing.subject_id)
    ids = [str(shape.message_id.iloc[0])]
    first = ask(queries.thread_messages, channel=thing.channel, conversation_id=thing.subject_id, ids=ids)
    return {**rows[0], "opening": str(first.text.iloc[0]) if len(first) else ""}


def _show_list(
    name: str, title: str, measure: str, listed: list[Compared], titles: dict[Thing, Element], opened: Thing | None
) -> None:
    if not listed:
        return
    with panel(f"opinions-{name}", fills=False):
        show_title(f"{title} ({number(len(listed))})", measure)
        for place, one in enumerate(listed[:_SHOWN]):
            is_open = one.thing == opened
            with st.container(key=f"card-{'open-' if is_open else ''}opinion-{name}-{place}", gap=None):
                where = channel_name(one.thing.channel) if one.thing.channel else _("insight")
                said = [where] + ([_scores(one)] if one.is_whole else [])
                show(tag("div", tag("div", " · ".join(said), classes="meta"), titles[one.thing], classes="card"))
                st.page_link(TEAM.file, label=_("Open the opinions"), query_params=fields_of(one.thing))


def _scores(one: Compared) -> str:
    return _(
        "CM {cm}, SMM {smm}: {difference}",
        cm=number(one.cm_score),
        smm=number(one.smm_score),
        difference=signed(_points(one)),
    )


def _points(one: Compared) -> int:
    """The difference of the scores as they are shown."""
    return round(one.cm_score) - round(one.smm_score)


def _show_thing(thing: Thing) -> None:
    """What is marked, and the way to it."""
    if thing.subject == "insight":
        insight = next((one for one in insights(session.records()) if one.insight_id == thing.subject_id), None)
        show_title(insight.claim if insight else _("an insight that is no longer there"), _("insight"))
        fields = address.link(view="insights", insight=thing.subject_id)
        st.page_link(CRITIQUES.file, label=_("Open the insight"), icon=":material/lightbulb:", query_params=fields)
        return
    row = _conversation(thing)
    if row is None:
        show_title(_("a conversation that is no longer there"))
        return
    show_title(_("{name} on {channel}", name=author(row), channel=channel_name(thing.channel)))
    show(quote(row["opening"]))
    fields = address.link(view="list", channel=thing.channel, conversation=thing.subject_id)
    st.page_link(CONVERSATIONS.file, label=_("Open the conversation"), icon=":material/forum:", query_params=fields)


def _show_standing(found: Team, thing: Thing, standing: Compared | None, weights: Weights) -> None:
    """The comparison where both have spoken; before that the form, or for whom it waits: no marks are seen yet."""
    if standing is None:
        show_marks(found, thing, standing)
    elif standing.is_whole:
        _show_comparison(found, standing, weights)
    elif is_asked(standing, found.me, others=not found.is_alone):
        is_own = standing.only is not None and standing.only.person == found.me.person
        again = _("You marked it in your other hat a day ago. Mark it again before you see what you said.")
        first = _("Somebody marked it in the other hat. Give your own marks before you see theirs.")
        show(tag("p", again if is_own else first, classes="hint"))
        show_marks(found, thing, standing)
    else:
        _show_waiting(found, standing)


def _show_waiting(found: Team, standing: Compared) -> None:
    only = standing.only
    if only is None:
        return
    said = _(
        "{person} marked it as {hat}; the marks are shown once the other hat has spoken.",
        person=found.name(only.person),
        hat=_(HAT_SIGNS[only.hat]),
    )
    show(tag("p", said))
    if only.person == found.me.person and found.is_alone:
        left = found.seconds_to_opinion(only)
        if left > 0:
            wait = _(
                "In {span} you are asked again, in the other hat and without seeing your marks.", span=words.span(left)
            )
            show(tag("p", wait, classes="hint"))
        else:
            show(tag("p", _("A day has passed: put on the other hat and mark it again."), classes="hint"))
    elif only.person != found.me.person:
        show(tag("p", _("Put on the other hat to give the second opinion."), classes="hint"))


def _show_comparison(found: Team, standing: Compared, weights: Weights) -> None:
    cm, smm = standing.cm, standing.smm
    if cm is None or smm is None:
        return
    show(tag("p", _scores(standing), classes="figure-value small"))
    show(
        tag(
            "p",
            _(
                "{difference} points apart: {marks} from other marks, {weights} from what counts in each hat.",
                difference=signed(_points(standing)),
                marks=signed(round(standing.by_marks)),
                weights=signed(_points(standing) - round(standing.by_marks)),
            ),
        )
    )
    head = tag("tr", *(tag("th", said) for said in ("", "CM", "SMM", _("apart"))))
    rows = [
        tag(
            "tr",
            tag("td", _(CRITERION_NAMES[criterion])),
            tag("td", _("{mark} (counts {weight})", mark=number(one), weight=number(weights.cm[criterion]))),
            tag("td", _("{mark} (counts {weight})", mark=number(other), weight=number(weights.smm[criterion]))),
            tag("td", signed(one - other)),
        )
        for criterion, one, other in zip(CRITERIA, cm.marks, smm.marks, strict=True)
    ]
    show(tag("table", head, *rows, classes="rows"))
    said = _("{cm} as CM, {smm} as SMM", cm=found.name(cm.person), smm=found.name(smm.person))
    if standing.is_of_one_person:
        said += " · " + _("one person, the second time without seeing the first marks")
    show(tag("p", said, classes="note"))
