"""Theme profiles: what a theme's words are, as hashed features with weights; learned from critiques, kept for years.

Learning begins with the aspects that the ear heard and lets the words correct it: centres of the messages of each
aspect, each message to the centre it fits best (its own aspects count extra), a few rounds. That is spherical
k-means with seeds (Dhillon & Modha 2001, Machine Learning 42:143). What fits nowhere is factorised (NMF with the
deterministic start of Boutsidis & Gallopoulos 2008) into themes of their own, if enough people speak of them.
"""

import hashlib
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

from lib.critiques.vectors import WIDTH, Matrix, rarity, unit, vectors

MOST = 19
"""How many themes one learning finds at most; what fits none of them stays without."""
_ROUNDS = 6
_FIRST, _OWN = 0.2, 0.15
"""What the first of its aspects and each other one add to how well a critique fits a theme: the words decide."""
_WITHIN, _WIDER = 0.5, 5
"""An aspect of which so large a share is about another one too, at most so many times as wide, is part of that."""
_HELD = 0.08
"""What the theme it is in adds: so much better another must fit."""
_FITS, _JOINS = 0.1, 0.15
"""How well a critique must fit a theme that one of its aspects names, and one that none does."""
_LEAST_SHARE, _LEAST = 0.003, 3
_FREE_SHARE, _FREE_LEAST = 0.01, 8
_FREE_MOST = 4
_MOST_EVER = 60
_FREE_FITS = 0.22
_ONE = 0.35
"""Parts of what is left whose words are so alike are one theme."""
_USUAL = 0.7
"""How much of what all critiques say is taken off what those of a theme say."""
_SAME = 0.5
_KEPT_WEIGHTS = 300


@dataclass(frozen=True)
class Profile:
    """A theme's profile: `aspect` where it is one ("" for a theme found in the words alone), `weights` by feature,
    of how many critiques it was learned, and the narrower aspects that are part of it."""

    theme_id: str
    aspect: str
    weights: Mapping[int, float]
    learned_of: int = 0
    absorbs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is kept of it."""
        weights = [[key, round(value, 4)] for key, value in self.weights.items()]
        return {"of": self.learned_of, "weights": weights, "absorbs": list(self.absorbs)}

    @classmethod
    def of_json(cls, theme_id: str, aspect: str, kept: Mapping[str, Any]) -> "Profile":
        """As it was kept."""
        weights = {int(key): float(value) for key, value in kept.get("weights", ())}
        return cls(theme_id, aspect, weights, int(kept.get("of", 0)), tuple(kept.get("absorbs", ())))


@dataclass(frozen=True)
class Placed:
    """For each critique the place of its theme among the profiles (−1: none), and how well it fits."""

    place: npt.NDArray[np.int64]
    fit: npt.NDArray[np.float64]


def place(
    said: Sequence[Sequence[int]],
    aspects: Sequence[Sequence[str]],
    profiles: Sequence[Profile],
    held: Sequence[object] = (),
) -> Placed:
    """The theme of each critique by its words and aspects. `held`: the ids of the themes they were in so far; they
    stay there unless another fits clearly better."""
    if not profiles or not said:
        return Placed(np.full(len(said), -1), np.zeros(len(said)))
    return _placed(vectors(said), aspects, _matrix(profiles), profiles, held)


def learn(
    said: Sequence[Sequence[int]], aspects: Sequence[Sequence[str]], known: Sequence[Profile] = ()
) -> list[Profile]:
    """The profiles of these critiques. A theme that is among `known` keeps its id; known ones that are not found
    again stay as they were, so that their messages keep them."""
    rows = vectors(said)
    weights, usual = rarity(rows), np.asarray(rows.mean(axis=0)).ravel()
    within = _within(aspects, known)
    whole = [list(dict.fromkeys(within.get(name, name) for name in said_of)) for said_of in aspects]
    found = [
        replace(profile, absorbs=tuple(sorted(part for part, wider in within.items() if wider == profile.aspect)))
        for profile in _of_aspects(rows, weights, whole, _kept_aspects(whole, known))
    ]
    placed = _placed(rows, aspects, _matrix(found), found).place if found else np.full(len(said), -1)
    room = min(MOST - len(found), _FREE_MOST)
    free = _free(rows, weights, np.flatnonzero(placed < 0), room, len(said), usual) if room > 0 else []
    found += [_named_as_known(profile, known, [*found]) for profile in free]
    ids = {profile.theme_id for profile in found}
    return [*found, *(profile for profile in known if profile.theme_id not in ids)]


def found_in_rest(said: Sequence[Sequence[int]], total: int, known: Sequence[Profile]) -> list[Profile]:
    """New themes in the words of critiques that fit none of the known ones; `total` critiques there are in all."""
    rows = vectors(said)
    found = _free(rows, rarity(rows), np.arange(len(said)), _FREE_MOST, total)
    fresh = [one for one in found if all(likeness(one, other) < _SAME for other in known)]
    return fresh[: max(_MOST_EVER - len(known), 0)]


def likeness(one: Profile, other: Profile) -> float:
    """The cosine of two profiles' weights."""
    return float(_matrix([one]).dot(_matrix([other]).T).toarray()[0, 0])


def profile_of(
    theme_id: str,
    aspect: str,
    rows: Matrix,
    weights: npt.NDArray[np.float32],
    of: int,
    usual: npt.NDArray[np.float32] | None = None,
) -> Profile:
    """The profile of a theme from the vectors of its critiques: what they say more than is `usual` (the mean vector
    of all critiques); only the strongest features are kept."""
    mean = np.asarray(rows.sum(axis=0)).ravel() / max(rows.shape[0], 1)
    centre = np.maximum(mean - _USUAL * usual if usual is not None else mean, 0) * weights**2
    strongest = np.argsort(-centre, kind="stable")[:_KEPT_WEIGHTS]
    strongest = strongest[centre[strongest] > 0]
    length = float(np.linalg.norm(centre[strongest])) or 1.0
    return Profile(theme_id, aspect, {int(f): float(centre[f]) / length for f in sorted(strongest)}, of)


def _of_aspects(
    rows: Matrix, weights: npt.NDArray[np.float32], aspects: Sequence[Sequence[str]], names: Sequence[str]
) -> list[Profile]:
    usual = np.asarray(rows.mean(axis=0)).ravel()
    labels = [said[0] if said and said[0] in names else "" for said in aspects]
    profiles: list[Profile] = []
    for _ in range(_ROUNDS):
        by_name = {name: [at for at, label in enumerate(labels) if label == name] for name in names}
        profiles = [profile_of(n, n, rows[at], weights, len(labels), usual) for n, at in by_name.items() if at]
        if not profiles:
            return []
        placed = _placed(rows, aspects, _matrix(profiles), profiles).place
        labels = [profiles[at].theme_id if at >= 0 else "" for at in placed]
    return profiles


def _within(aspects: Sequence[Sequence[str]], known: Sequence[Profile]) -> dict[str, str]:
    """The aspects that are part of a wider one in this community, each with the narrowest it is part of. What
    is a theme already stays one."""
    said = Counter(name for names in aspects for name in set(names))
    together = Counter((one, other) for names in aspects for one in set(names) for other in set(names) if one != other)
    themes = {profile.aspect for profile in known if profile.theme_id == profile.aspect}
    into: dict[str, str] = {part: profile.aspect for profile in known for part in profile.absorbs}
    for part in sorted(said, key=lambda name: (said[name], name)):
        wider = [
            name
            for name in said
            if (said[part], part) < (said[name], name)
            and said[name] <= _WIDER * said[part]
            and together[part, name] >= _WITHIN * said[part]
        ]
        if wider and part not in themes and part not in into:
            into[part] = min(wider, key=lambda name: (said[name], name))
    return {part: _widest(part, into) for part in into}


def _widest(part: str, into: Mapping[str, str]) -> str:
    passed = {part}
    while part in into and into[part] not in passed:
        part = into[part]
        passed.add(part)
    return part


def _kept_aspects(aspects: Sequence[Sequence[str]], known: Sequence[Profile]) -> list[str]:
    """The aspects that are themes: those that were, and the most frequent of those said often enough."""
    counted = Counter(said[0] for said in aspects if said)
    least = max(_LEAST, _LEAST_SHARE * len(aspects))
    before = [profile.aspect for profile in known if profile.theme_id == profile.aspect and counted[profile.aspect]]
    often = [name for name, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])) if count >= least]
    room = max(MOST - 1, len(before))
    return sorted(list(dict.fromkeys([*before, *often]))[:room])


def _free(
    rows: Matrix,
    weights: npt.NDArray[np.float32],
    left: npt.NDArray[np.int64],
    most: int,
    total: int,
    usual: npt.NDArray[np.float32] | None = None,
) -> list[Profile]:
    """Themes in the words of what is left."""
    least = max(_FREE_LEAST, _FREE_SHARE * total)
    if len(left) < 2 * least:
        return []
    part = rows[left]
    count = np.asarray((part > 0).sum(axis=0)).ravel()
    columns = np.flatnonzero(count >= max(3, least / 4))
    if len(columns) <= most:
        return []
    weighed = unit(part[:, columns].multiply(weights[columns]).tocsr())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # where the rounds end early the parts are good enough
        parts = NMF(most, init="nndsvd", max_iter=300, tol=1e-3).fit(weighed.astype(np.float64)).components_
    lengths = np.linalg.norm(parts, axis=1, keepdims=True)
    fits = np.asarray(weighed.dot((parts / np.where(lengths > 0, lengths, 1)).T))
    chosen = np.where(fits.max(axis=1) >= _FREE_FITS, fits.argmax(axis=1), -1)
    found = []
    for group in _alike(part, chosen, most):
        members = np.flatnonzero(np.isin(chosen, group))
        if len(members) >= least:
            strongest = [int(feature) for feature in columns[np.argsort(-parts[group].sum(axis=0))[:8]]]
            found.append(profile_of(_new_id(strongest), "", part[members], weights, total, usual))
    return found


def _alike(part: Matrix, chosen: npt.NDArray[np.int64], most: int) -> list[list[int]]:
    """The parts of a factorisation in groups that say much the same, by the cosine of their mean vectors."""
    means = sparse.vstack([sparse.csr_matrix(part[np.flatnonzero(chosen == n)].sum(axis=0)) for n in range(most)])
    cosines = np.asarray(unit(means.tocsr()).dot(unit(means.tocsr()).T).toarray())
    groups: list[list[int]] = []
    for number in range(most):
        near = next((group for group in groups if max(cosines[number, other] for other in group) >= _ONE), None)
        if near is None:
            groups.append([number])
        else:
            near.append(number)
    return groups


def _named_as_known(profile: Profile, known: Sequence[Profile], taken: Sequence[Profile]) -> Profile:
    """The profile under the id of the known theme it is nearest to, if that is near enough and not taken yet."""
    ids = {one.theme_id for one in taken}
    spare = [one for one in known if not one.aspect and one.theme_id not in ids]
    nearest = max(spare, key=lambda one: likeness(profile, one), default=None)
    if nearest is not None and likeness(profile, nearest) >= _SAME:
        return Profile(nearest.theme_id, "", profile.weights, profile.learned_of)
    return profile


def _new_id(strongest: Sequence[int]) -> str:
    """An id that the same words always give."""
    said = ",".join(str(feature) for feature in sorted(strongest))
    return f"t-{hashlib.sha256(said.encode()).hexdigest()[:10]}"


def _placed(
    rows: Matrix,
    aspects: Sequence[Sequence[str]],
    centres: Matrix,
    profiles: Sequence[Profile],
    held: Sequence[object] = (),
) -> Placed:
    fits = np.asarray(rows.dot(centres.T).toarray(), dtype=np.float64)
    by_aspect: dict[str, list[int]] = {}
    for number, profile in enumerate(profiles):
        for aspect in (profile.aspect, *profile.absorbs):
            if aspect:
                by_aspect.setdefault(aspect, []).append(number)
    own = np.zeros(fits.shape)
    for row, said in enumerate(aspects):
        for place_, aspect in enumerate(said):
            for number in by_aspect.get(aspect, ()):
                own[row, number] = max(own[row, number], _OWN if place_ else _FIRST)
    fits += own
    is_own = own > 0
    at = {profile.theme_id: number for number, profile in enumerate(profiles)}
    for row, theme_id in enumerate(held):
        if theme_id in at:
            fits[row, at[str(theme_id)]] += _HELD
    best = fits.argmax(axis=1)
    fit = fits[np.arange(len(best)), best]
    is_free = np.asarray([not profile.aspect for profile in profiles])[best]
    needed = np.where(is_own[np.arange(len(best)), best], _FITS, np.where(is_free, _FREE_FITS, _JOINS))
    return Placed(np.where(fit >= needed, best, -1), fit)


def _matrix(profiles: Sequence[Profile]) -> Matrix:
    keys = [key for profile in profiles for key in profile.weights]
    values = [value for profile in profiles for value in profile.weights.values()]
    starts = np.cumsum([0, *(len(profile.weights) for profile in profiles)])
    return unit(sparse.csr_matrix((np.asarray(values, dtype=np.float32), keys, starts), shape=(len(profiles), WIDTH)))
