"""How much each reason to answer counts towards the priority of a conversation."""

from dataclasses import asdict, dataclass

HEAVIEST = 10


@dataclass(frozen=True)
class Weights:
    """How much each reason counts towards the priority, 0 to 10 each."""

    wait: int = 5
    complaint: int = 4
    tension: int = 3
    newcomer: int = 2
    reach: int = 2

    @property
    def parameters(self) -> dict[str, int]:
        """They as parameters of the query `queue`."""
        return {f"{name}_weight": min(max(int(value), 0), HEAVIEST) for name, value in asdict(self).items()}
