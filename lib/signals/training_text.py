"""The openly licensed text that the model is trained on: GoEmotions, XED and Davidson, as they lie in one folder."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lib.settings import ROOT

FOLDER = ROOT.parent / "shared" / "data" / "training"

_MOOD = {"joy": 2, "anger": 0, "disgust": 0, "fear": 0, "sadness": 0, "neutral": 1, "surprise": 1}
_POSITIVE, _NEGATIVE, _ANGRY = frozenset((5, 8)), frozenset((1, 3, 4, 6)), frozenset((1, 3))


@dataclass(frozen=True)
class Emotions:
    """Texts with the share of (negative, neutral, positive) each, and the share of anger or disgust."""

    texts: list[str]
    moods: NDArray[np.float64]
    anger: NDArray[np.float64]


def go_emotions(part: str) -> Emotions:
    """GoEmotions in Ekman's seven labels; several labels of a text share its mass."""
    folder = FOLDER / "goemotions"
    names = (folder / "labels.txt").read_text("utf-8").split()
    texts, moods, anger = [], [], []
    for line in _lines(folder / f"{part}.tsv"):
        text, numbers, _ = line.split("\t")
        labels = [names[int(number)] for number in numbers.split(",")]
        texts.append(text)
        moods.append([sum(_MOOD[label] == mood for label in labels) / len(labels) for mood in range(3)])
        anger.append(sum(label in ("anger", "disgust") for label in labels) / len(labels))
    return Emotions(texts, np.array(moods), np.array(anger))


def plain_lines() -> list[str]:
    """XED's English lines without emotion."""
    return [line.split("\t", 1)[1] for line in _lines(FOLDER / "xed" / "neu_en.txt") if "\t" in line]


def polar_lines(language: str) -> tuple[list[str], NDArray[np.float64]]:
    """XED's lines of one polarity: 1 where joy or trust, 0 where anger, disgust, fear or sadness."""
    kept = [
        (text, int(bool(labels & _POSITIVE)))
        for text, labels in _xed(language)
        if bool(labels & _POSITIVE) != bool(labels & _NEGATIVE)
    ]
    return [text for text, _ in kept], np.array([label for _, label in kept], dtype=np.float64)


def angry_lines(language: str) -> tuple[list[str], NDArray[np.float64]]:
    """XED's lines: 1 where anger or disgust."""
    kept = [(text, int(bool(labels & _ANGRY))) for text, labels in _xed(language)]
    return [text for text, _ in kept], np.array([label for _, label in kept], dtype=np.float64)


def lines_in(language: str) -> list[str]:
    """XED's lines in that language, whatever they feel."""
    return [text for text, _ in _xed(language)]


def insults() -> tuple[list[str], NDArray[np.float64]]:
    """Davidson's tweets: 1 for hate, 0.6 for offence, 0 for neither."""
    with (FOLDER / "davidson" / "labeled_data.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(row["tweet"], row["class"]) for row in csv.DictReader(stream)]
    return [text for text, _ in rows], np.array([{"0": 1.0, "1": 0.6, "2": 0.0}[label] for _, label in rows])


def _xed(language: str) -> Iterator[tuple[str, frozenset[int]]]:
    name = "en-annotated" if language == "en" else language
    for line in _lines(FOLDER / "xed" / f"{name}.tsv"):
        text, _, numbers = line.rpartition("\t")
        labels = numbers.replace(" ", "").split(",")
        if all(label.isdigit() for label in labels):
            yield text.replace("[PERSON]", ""), frozenset(map(int, labels))


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()
