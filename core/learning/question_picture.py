"""What a question may show beside its words: named pictures, each computed from a few numbers, and the same in words.

The words say what can be read off the picture and nothing more, so that neither gives the key away.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.batching import DynamicBatch, FixedBatch, Policy, RealTime
from core.experiment import Result, Scenario, simulate
from core.learning.question_parts import Part, Text
from core.metrics import ConfusionMatrix
from core.serving import LinearCost
from core.theory import Unstable, take_all
from core.workload import Replay

Milliseconds = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
BatchSize = Annotated[int, Field(ge=1, le=64)]


class TimeLine(Part):
    """A few texts from when they came to their answers: a simulation of one server."""

    kind: Literal["time-line"]
    come_ms: tuple[Milliseconds, ...] = Field(
        min_length=1, max_length=12, description="When each text comes, in ms, the first at 0"
    )
    serves: Literal["real_time", "fixed_batch", "dynamic_batch"] = Field(
        description="One at a time, full batches only, or whoever waits"
    )
    batch_size: BatchSize = Field(default=1, description="The largest batch")
    max_wait_ms: Milliseconds = Field(default=0.0, description="How long dynamic batching waits for others")
    fixed_ms: Milliseconds = Field(description="What a call costs, in ms")
    per_text_ms: Milliseconds = Field(description="What each text in a call costs, in ms")

    @model_validator(mode="after")
    def _comes_in_order(self) -> Self:
        if self.come_ms[0] != 0 or list(self.come_ms) != sorted(self.come_ms):
            raise ValueError("come_ms does not begin at 0 and rise")
        if self.fixed_ms + self.per_text_ms <= 0:
            raise ValueError("a call that costs nothing")
        return self

    def run(self) -> Result:
        """The simulated run."""
        policies: dict[str, Policy] = {
            "real_time": RealTime(),
            "fixed_batch": FixedBatch(batch_size=self.batch_size),
            "dynamic_batch": DynamicBatch(max_batch_size=self.batch_size, max_wait_s=self.max_wait_ms / 1000),
        }
        times_s = tuple(come / 1000 for come in self.come_ms)
        scenario = Scenario(
            classifier="tfidf-logreg",
            policy=policies[self.serves],
            arrivals=Replay(times_s=times_s),
            requests=len(times_s),
        )
        cost = LinearCost(fixed_s=self.fixed_ms / 1000, per_item_s=self.per_text_ms / 1000)
        return simulate(scenario, cost)

    @property
    def words(self) -> str:
        """Each text's three moments."""
        log = self.run().log
        columns = (1000 * log.scheduled_s, 1000 * log.start_s, 1000 * log.finish_s)
        moments = zip(*(column.tolist() for column in columns), strict=True)
        texts = (
            f"Text {n} comes at {came:g}, enters the classifier at {start:g} and is answered at {finish:g} ms."
            for n, (came, start, finish) in enumerate(
                (tuple(round(moment, 3) for moment in three) for three in moments), 1
            )
        )
        return " ".join(texts)


class LoadLine(Part):
    """One server of a load curve, under a name that does not say what it is."""

    name: Text
    batch_size: BatchSize


class LoadCurve(Part):
    """The mean latency of servers that take whoever waits, against load: theory, up to where the queue has no end."""

    kind: Literal["load-curve"]
    lines: tuple[LoadLine, ...] = Field(min_length=1, max_length=3)
    rates: tuple[Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)], ...] = Field(
        min_length=2, max_length=60, description="The loads, in texts per second"
    )
    fixed_ms: Milliseconds = Field(description="What a call costs, in ms")
    per_text_ms: Milliseconds = Field(description="What each text in a call costs, in ms")

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        if list(self.rates) != sorted(set(self.rates)):
            raise ValueError("rates do not rise")
        if any(not self.points(line) for line in self.lines):
            raise ValueError("a line is unstable at every rate")
        return self

    def points(self, line: LoadLine) -> list[tuple[float, float]]:
        """(texts per second, mean latency in ms) wherever there is a mean."""
        found = []
        for rate in self.rates:
            try:
                mean_s = take_all(
                    rate, line.batch_size, self.fixed_ms / 1000, self.per_text_ms / 1000
                ).mean_latency_s
            except Unstable:
                break
            found.append((rate, 1000 * mean_s))
        return found

    @property
    def words(self) -> str:
        """Each line's values, and where it ends."""
        return " ".join(self._line(line) for line in self.lines)

    def _line(self, line: LoadLine) -> str:
        points = self.points(line)
        values = ", ".join(f"{mean_ms:.3g} ms at {rate:g}" for rate, mean_ms in points)
        ends = "" if len(points) == len(self.rates) else "; beyond that its queue has no end"
        return f"Line {line.name}, texts per second along the bottom: {values}{ends}."


class MatrixPicture(Part):
    """The four counts of a confusion matrix, drawn to scale."""

    kind: Literal["confusion-matrix"]
    tp: Count
    fn: Count
    fp: Count
    tn: Count

    @model_validator(mode="after")
    def _has_messages(self) -> Self:
        if not self.tp + self.fn + self.fp + self.tn:
            raise ValueError("a confusion matrix without a message")
        return self

    @property
    def matrix(self) -> ConfusionMatrix:
        """The counts as the metrics take them."""
        return ConfusionMatrix(tp=self.tp, fn=self.fn, fp=self.fp, tn=self.tn)

    @property
    def words(self) -> str:
        """The four counts."""
        return (
            f"Really spam: {self.tp:,} flagged (TP), {self.fn:,} let through (FN). "
            f"Really genuine: {self.fp:,} flagged (FP), {self.tn:,} let through (TN)."
        )


Picture = Annotated[TimeLine | LoadCurve | MatrixPicture, Field(discriminator="kind")]
