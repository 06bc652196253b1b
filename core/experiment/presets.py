"""The lab's set-up as one frozen value, what it means as scenarios, and the set-ups that have a name."""

from dataclasses import dataclass, replace
from typing import Literal

from core.base import Checks
from core.batching import DynamicBatch, FixedBatch, Offline, Policy, RealTime
from core.experiment.guess import Measure, Question, questions
from core.experiment.scenario import BUILT_IN, Scenario
from core.workload import AllAtOnce, Arrivals, Poisson, Steady

Mode = Literal["batch", "real_time", "both"]
Come = Literal["at_once", "stream"]
Leave = Literal["full", "full_or_waited"]
Pattern = Literal["poisson", "steady"]

# What each slider of the lab can be set to.
BATCH_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
TEXTS = (50, 100, 200, 300, 500, 1000, 2000, 3000, 5000, 10_000, 20_000)
RATES = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000)
WAITS_MS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000)
SEEDS = tuple(range(1, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the lab's controls say. Those that the mode does not use stay as they are and change nothing.

    come, leave, max_wait_ms: the batch side only. rate, pattern: wherever texts come as a stream.
    Raises InvalidInput naming each field that cannot be.
    """

    mode: Mode = "both"
    classifier: str = "tfidf-logreg"
    batch_size: int = 64
    come: Come = "at_once"
    leave: Leave = "full_or_waited"
    max_wait_ms: int = 10
    requests: int = 500
    rate: int = 100
    pattern: Pattern = "poisson"
    seed: int = 1
    corpus: str = BUILT_IN

    def __post_init__(self) -> None:
        checks = Checks()
        checks.whole("batch_size", self.batch_size, least=1, most=BATCH_SIZES[-1])
        checks.whole("max_wait_ms", self.max_wait_ms, least=0, most=WAITS_MS[-1])
        checks.whole("requests", self.requests, least=1, most=TEXTS[-1])
        checks.whole("rate", self.rate, least=1, most=RATES[-1])
        checks.done()

    @property
    def streams(self) -> bool:
        """Whether any side gets its texts as a stream, so that rate and pattern matter."""
        return self.mode != "batch" or self.come == "stream"

    def scenarios(self) -> tuple[Scenario, ...]:
        """One scenario; for "both" two of the very same texts: the batches, then one at a time.

        >>> [scenario.policy.kind for scenario in Setup(mode="both").scenarios()]
        ['offline', 'real_time']
        """
        stream = Poisson(rate=self.rate) if self.pattern == "poisson" else Steady(rate=self.rate)
        sides: dict[Mode, tuple[Policy, Arrivals]] = {
            "batch": (self._batching(), AllAtOnce() if self.come == "at_once" else stream),
            "real_time": (RealTime(), stream),
        }
        wanted: tuple[Mode, ...] = ("batch", "real_time") if self.mode == "both" else (self.mode,)
        return tuple(self._scenario(*sides[side]) for side in wanted)

    def _batching(self) -> Policy:
        if self.come == "at_once":
            return Offline(batch_size=self.batch_size)
        if self.leave == "full":
            return FixedBatch(batch_size=self.batch_size)
        return DynamicBatch(max_batch_size=self.batch_size, max_wait_s=self.max_wait_ms / 1000)

    def _scenario(self, policy: Policy, arrivals: Arrivals) -> Scenario:
        return Scenario(
            classifier=self.classifier,
            policy=policy,
            arrivals=arrivals,
            requests=self.requests,
            seed=self.seed,
            corpus=self.corpus,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A set-up with a name, and the question that it answers at any batch size. measure: the figure that it is about."""

    name: str
    title: str
    question: str
    setup: Setup
    measure: Measure = "p50_ms"


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            name="batch-vs-single",
            title="A pile of texts",
            question="The same texts, as a pile in batches or one by one as they come: what does each gain?",
            measure="rate",
            setup=Setup(mode="both", come="at_once", batch_size=64, requests=500, rate=100),
        ),
        Preset(
            name="busy-stream",
            title="A busy stream",
            question="More texts come than one at a time can serve. Do batches make everyone slower, or faster?",
            measure="rate",
            setup=Setup(
                mode="both", classifier="tfidf-forest", come="stream", batch_size=64, requests=1000, rate=150
            ),
        ),
        Preset(
            name="quiet-stream",
            title="A quiet stream",
            question="A text now and then, and batches that wait for company. Who pays for the waiting?",
            setup=Setup(mode="both", come="stream", batch_size=16, max_wait_ms=50, requests=100, rate=15),
        ),
        Preset(
            name="heavy-texts",
            title="Heavy texts",
            question="A classifier that works hard on each text. How much is there for a batch to share?",
            measure="rate",
            setup=Setup(mode="both", classifier="tfidf-svd-mlp", come="at_once", batch_size=64, rate=100),
        ),
        Preset(
            name="room-to-spare",
            title="Room to spare",
            question="Ten texts a second for a classifier that could serve far more. What throughput is measured?",
            measure="rate",
            setup=Setup(mode="real_time", requests=100, rate=10, pattern="steady"),
        ),
        Preset(
            name="long-window",
            title="A long window",
            question="A text now and then, and each batch may wait 50 ms. How long does half of them take?",
            setup=Setup(mode="batch", come="stream", batch_size=16, max_wait_ms=50, requests=100, rate=10),
        ),
        Preset(
            name="full-batches-only",
            title="Full batches only",
            question="A batch leaves when it is full, and not before. What does the filling cost?",
            setup=Setup(
                mode="batch",
                come="stream",
                leave="full",
                batch_size=32,
                requests=300,
                rate=100,
                pattern="steady",
            ),
        ),
        Preset(
            name="random-arrivals",
            title="Random arrivals",
            question="The server could keep up with ease, but texts come as they like. How long do the slowest wait?",
            measure="p99_ms",
            setup=Setup(mode="real_time", classifier="tfidf-forest", requests=1000, rate=70),
        ),
        Preset(
            name="past-the-limit",
            title="Past the limit",
            question="More texts than one at a time can serve, for as long as it lasts. Where does the wait end?",
            measure="rate",
            setup=Setup(mode="real_time", classifier="tfidf-forest", requests=1000, rate=300),
        ),
        Preset(
            name="gathering",
            title="Gathering",
            question="Each batch gathers texts for a tenth of a second. How many are in it, and who waits longest?",
            measure="p99_ms",
            setup=Setup(mode="batch", come="stream", batch_size=64, max_wait_ms=100, requests=1000, rate=100),
        ),
        Preset(
            name="no-company",
            title="No company",
            question="Much room in a batch, no waiting on purpose, a text every tenth of a second. How full is it?",
            setup=Setup(
                mode="batch",
                come="stream",
                batch_size=64,
                max_wait_ms=0,
                requests=100,
                rate=10,
                pattern="steady",
            ),
        ),
    )
}


def preset_of(setup: Setup) -> Preset | None:
    """The preset that is set up so, whatever its batch size and its texts; None if there is none.

    >>> preset_of(PRESETS["busy-stream"].setup).name, preset_of(Setup(batch_size=8)).name, preset_of(Setup(rate=7))
    ('busy-stream', 'batch-vs-single', None)
    """

    def apart(one: Setup) -> Setup:
        return replace(one, batch_size=1, corpus=BUILT_IN)

    return next((preset for preset in PRESETS.values() if apart(preset.setup) == apart(setup)), None)


def asked(setup: Setup) -> tuple[Question, ...]:
    """What is to be guessed of a set-up, first the one figure that it is about.

    >>> [one.measure for one in asked(PRESETS["random-arrivals"].setup)]
    ['p99_ms', 'p50_ms', 'rate']
    """
    preset = preset_of(setup)
    pile = setup.mode != "real_time" and setup.come == "at_once"
    about: Measure = preset.measure if preset else "rate" if pile else "p50_ms"
    return tuple(sorted(questions(len(setup.scenarios())), key=lambda one: one.measure != about))
