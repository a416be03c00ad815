"""How sure a share is: Wilson's interval, needed by every page that shows one.

Written out here, where elsewhere statistics come from statsmodels: that takes longer to import than the whole first
page takes to draw. A test holds it to statsmodels' own.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_Z = NormalDist().inv_cdf(0.975)


def wilson(part: npt.ArrayLike, whole: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Low and high end of the 95 % interval of part ÷ whole (Wilson 1927, JASA 22:209); 0 and 1 where the whole is
    nothing."""
    parts, wholes = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    base = np.maximum(wholes, 1)
    share = parts / base
    middle = (share + _Z**2 / (2 * base)) / (1 + _Z**2 / base)
    reach = _Z * np.sqrt(share * (1 - share) / base + _Z**2 / (4 * base**2)) / (1 + _Z**2 / base)
    low, high = np.maximum(middle - reach, 0.0), np.minimum(middle + reach, 1.0)
    return np.where(wholes > 0, low, 0.0), np.where(wholes > 0, high, 1.0)
