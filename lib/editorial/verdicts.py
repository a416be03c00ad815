"""Verdicts in words: one sentence with its evidence, for each stretch after a post."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import words
from lib.editorial.receptions import LEAST_MOODS
from lib.look import channel_name
from lib.words import N_, _, ngettext, number, percent, signed

Row = Mapping[str, Any]
"""A row of `judged_receptions`."""
NAMES = {
    "success": N_("success"),
    "failure": N_("failure"),
    "neutral": N_("as usual"),
    "few": N_("too few to say"),
    "early": N_("too early"),
}
SPANS = {"hour": N_("First hour"), "day": N_("First day"), "week": N_("First week")}
FORMATS = {
    "quiz": N_("quiz"),
    "video": N_("video"),
    "offer": N_("offer"),
    "link": N_("link"),
    "question": N_("question"),
    "statement": N_("statement"),
}
PARTS = (N_("at night"), N_("in the morning"), N_("in the afternoon"), N_("in the evening"))
TONES = {"success": "positive", "failure": "negative"}


def verdict_said(row: Row) -> str:
    """One sentence: what came, what is usual, and how sure that is."""
    reason = str(row["reason"])
    if reason == "early":
        return _("This stretch is not over yet in the archive: {comments} so far.", comments=_comments(row))
    if reason == "posts":
        return ngettext(
            "{comments}; only {count} post of ours came before it on {channel}, too few to say what is usual.",
            "{comments}; only {count} posts of ours came before it on {channel}, too few to say what is usual.",
            int(row["peers"]),
            comments=_comments(row),
            channel=channel_name(str(row["channel"])),
        )
    if reason == "mood":
        return _(
            "{comments}, and in a worse mood than usual: {net} ({low} to {high}) where {usual} is usual.",
            comments=_comments(row),
            **_mood(row),
        )
    if reason == "critiques":
        return _(
            "{comments}, {share} of them critical ({low} to {high}) where {usual} is usual.",
            comments=_comments(row),
            share=percent(float(row["critical"])),
            low=percent(float(row["critical_low"])),
            high=percent(float(row["critical_high"])),
            usual=percent(float(row["critical_usual"])),
        )
    if reason == "comments" and row["verdict"] == "few":
        return _(
            "{comments}, where {usual} are usual: too few to say.",
            comments=_comments(row),
            usual=number(float(row["comments_usual"]), 1),
        )
    given = {"comments": _comments(row), **_factor(row, "comments")}
    if reason == "comments":
        return _("{comments}, {factor} times the usual {usual} ({low} to {high}).", **given)
    if reason == "reactions":
        return _(
            "{comments}, as hardly ever; and {factor} times the usual reactions ({low} to {high}).",
            **{**given, **_factor(row, "reactions")},
        )
    if reason == "silence":
        return _("{comments} where {usual} are usual: {factor} times as many ({low} to {high}).", **given)
    if reason == "mixed":
        return _(
            "{comments}, {factor} times the usual {usual} ({low} to {high}), but fewer reactions than usual.", **given
        )
    if reason == "divided":
        return _("{comments}, {factor} times the usual {usual} ({low} to {high}), but in no better mood.", **given)
    return _("{comments}, about as usual: {factor} times the usual {usual} ({low} to {high}).", **given)


def mood_said(row: Row) -> str:
    """The mood below a post against the usual; empty where nothing can be said."""
    if pd.isna(row["net"]) or row["analysed"] < LEAST_MOODS or row["reason"] == "mood":
        return ""
    return _("Mood {net} ({low} to {high}), usually {usual}.", **_mood(row))


def post_said(row: Row, zone: str) -> str:
    """Where and when a post went out, and what kind it is."""
    return " · ".join(
        (channel_name(str(row["channel"])), words.moment(row["created_at"], zone), _(FORMATS[str(row["format"])]))
    )


def usual_said(row: Row) -> str:
    """What a post is compared with, in words."""
    return ngettext(
        "Usual: what the last {count} post of ours on {channel} drew, those of its format ({format}) and hour "
        "({part}) weighing more the more of them there are.",
        "Usual: what the last {count} posts of ours on {channel} drew, those of its format ({format}) and hour "
        "({part}) weighing more the more of them there are.",
        int(row["peers"]),
        channel=channel_name(str(row["channel"])),
        format=_(FORMATS[str(row["format"])]),
        part=_(PARTS[int(row["part"])]),
    )


def _comments(row: Row) -> str:
    return ngettext("{count} comment", "{count} comments", int(row["comments"]))


def _factor(row: Row, name: str) -> dict[str, str]:
    return {
        "factor": number(float(row[f"{name}_factor"]), 1),
        "low": number(float(row[f"{name}_low"]), 1),
        "high": number(float(row[f"{name}_high"]), 1),
        "usual": number(float(row[f"{name}_usual"]), 0 if float(row[f"{name}_usual"]) >= 10 else 1),
    }


def _mood(row: Row) -> dict[str, str]:
    said = {"net": "net", "low": "net_low", "high": "net_high", "usual": "net_usual"}
    return {name: signed(100 * float(row[column])) for name, column in said.items()}
