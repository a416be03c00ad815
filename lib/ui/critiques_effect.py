"""The effect of what was done: the day as a line, the rates on either side, and what may be said of them."""

from datetime import date

from lib import words
from lib.critiques import queries
from lib.critiques.charts import effect_over_time
from lib.critiques.effect import WINDOW, Effect, effect_of
from lib.critiques.effect_words import effect_sentences, effect_title
from lib.critiques.insights import Insight
from lib.critiques.themed_queries import THEME_DAYS
from lib.ui import session
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import Board, Themes
from lib.ui.critiques_told import show_returns, show_telling
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.states import show_empty
from lib.words import _


def show_effects(chosen: Filter, found: Board, themes: Themes) -> None:
    """Every insight on which something was done, and whom we owe an answer."""
    acted = [insight for insight in found.insights if insight.acted_on]
    if not acted and not found.tellings:
        show_empty(
            _("Nothing was done yet"),
            _("When something is done about an insight, what changed after that day is looked at here."),
        )
        return
    for insight in sorted(acted, key=lambda one: one.acted_on or date.min, reverse=True):
        with panel(f"effect-{insight.insight_id}", fills=False):
            show_effect(insight, themes)
    with panel("returns", fills=False):
        show_returns(found)
    for telling in found.tellings:
        with panel(f"telling-{telling.insight.insight_id}", fills=False):
            show_telling(telling, found)


def effect_on(insight: Insight, themes: Themes) -> Effect:
    """The effect on the theme of an insight, by the published version."""
    by_day = worked_out(THEME_DAYS, decisions=themes.decisions)
    day = insight.acted_on or date.max
    return effect_of(by_day, ask(queries.inbound_by_day), insight.theme_id, day)


def show_effect(insight: Insight, themes: Themes) -> None:
    """The chart, titled with what may be said."""
    if not insight.acted_on:
        return
    if not themes.name(insight.theme_id):
        show_title(insight.claim)
        show(
            tag(
                "p",
                _("It belongs to no theme, so that there is nothing to count: put its messages into one."),
                classes="note",
            )
        )
        return
    found = effect_on(insight, themes)
    theme = themes.name(insight.theme_id)
    title = effect_title(found, theme, words.short_day(insight.acted_on))
    show_title(title, _("{claim} Critiques of its theme per 1,000 messages, by week", claim=insight.claim))
    by_day = worked_out(THEME_DAYS, decisions=themes.decisions)
    made = effect_over_time(
        by_day, ask(queries.inbound_by_day), insight.theme_id, insight.acted_on, found, session.in_force().look
    )
    show_chart(made, f"effect-{insight.insight_id}", alt=title)
    for sentence in effect_sentences(found):
        show(tag("p", sentence))
    show(
        tag(
            "p",
            _(
                "After ÷ before, up to {days} days on either side, with the 95 % interval; against the other themes "
                "over the same weeks. It says that something changed, not why.",
                days=WINDOW,
            ),
            classes="note",
        )
    )
