"""A scenario: everything that decides a run, in one frozen value. The same scenario goes to every engine."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.base import Checks, Fault, InvalidInput
from core.batching import Offline, Policy, largest_batch
from core.workload import AllAtOnce, Arrivals, ClosedLoop

BUILT_IN = "built-in"
MOST_REQUESTS = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """classifier: a name of the catalogue. corpus: "built-in", or the content hash of a learner's own.

    requests: how many texts. Raises InvalidInput naming each field that cannot be.
    """

    classifier: str
    policy: Policy
    arrivals: Arrivals
    requests: int
    seed: int = 0
    corpus: str = BUILT_IN

    def __post_init__(self) -> None:
        checks = Checks()
        checks.whole("requests", self.requests, least=1, most=MOST_REQUESTS)
        checks.whole("seed", self.seed, least=0, most=2**32 - 1)
        if isinstance(self.policy, Offline) and not isinstance(self.arrivals, AllAtOnce):
            checks.add(
                "policy",
                "offline needs all texts at the start",
                "leave the arrivals out, or choose fixed_batch for a stream",
            )
        checks.done()

    @property
    def arrival_rate(self) -> float | None:
        """Requests per second; None when all are there at the start, or when the replies set the pace."""
        return None if isinstance(self.arrivals, AllAtOnce | ClosedLoop) else self.arrivals.rate

    @property
    def largest_batch(self) -> int:
        """The largest batch that the policy can send."""
        return largest_batch(self.policy)


_adapter = TypeAdapter(Scenario)


def scenario_to_plain(scenario: Scenario) -> dict[str, Any]:
    """The scenario as JSON-ready values, each variant with its ``kind``."""
    plain: dict[str, Any] = _adapter.dump_python(scenario, mode="json")
    return plain


def scenario_from_plain(plain: object) -> Scenario:
    """The scenario written by ``scenario_to_plain``; InvalidInput if it is not one."""
    try:
        return _adapter.validate_python(plain)
    except ValidationError as error:
        raise InvalidInput(
            [
                Fault(field=".".join(map(str, item["loc"])), problem=item["msg"], fix="correct this value")
                for item in error.errors()
            ]
        ) from error
