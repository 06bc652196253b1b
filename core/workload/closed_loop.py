"""The closed loop: clients that send their next request only after the reply, and so spare a slow server."""

from dataclasses import dataclass
from typing import Literal

from core.base import Checks

MOST_CLIENTS = 10_000
LONGEST_THINK_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLoop:
    """``clients`` send at once, and each sends again ``think_s`` seconds after its reply.

    With one client and no thinking this is MLPerf's SingleStream. The arrival rate is no setting of it: it is what
    comes out, X = N / (R + Z).
    """

    clients: int
    think_s: float = 0.0
    kind: Literal["closed_loop"] = "closed_loop"

    def __post_init__(self) -> None:
        checks = Checks()
        checks.whole("clients", self.clients, least=1, most=MOST_CLIENTS)
        checks.number("think_s", self.think_s, least=0, most=LONGEST_THINK_S, unit="seconds")
        checks.done()

    def come_back(self, finish_s: float, size: int) -> list[float]:
        """When the clients of a batch of ``size`` that ended at ``finish_s`` send again.

        >>> ClosedLoop(clients=3, think_s=0.5).come_back(2.0, 2)
        [2.5, 2.5]
        """
        return [finish_s + self.think_s] * size
