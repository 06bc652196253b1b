"""Who is beaten by nobody, and who is fit for which mode."""

from hypothesis import given
from hypothesis import strategies as st

from core.metrics import ConfusionMatrix
from core.metrics.classification_front import (
    ModelPoint,
    Wanted,
    fit_for_batch,
    fit_for_real_time,
    front_by_rate,
    front_by_tail,
)
from core.metrics.classification_measures import measure


def _model(name: str, found: int, tail_s: float | None, rate: float) -> ModelPoint:
    matrix = ConfusionMatrix(tp=found, fp=0, fn=100 - found, tn=100)
    quality = measure(matrix, "recall")
    return ModelPoint(
        name=name, title=name, quality=quality, tail_s=tail_s, tail_interval=None, batch_rate=rate
    )


models = st.lists(
    st.builds(
        _model,
        st.just("one"),
        st.integers(0, 100),
        st.one_of(st.none(), st.sampled_from([0.01, 0.02, 0.05, 0.1])),
        st.sampled_from([10.0, 100.0, 1000.0]),
    ),
    min_size=1,
    max_size=8,
)


@given(models)
def test_nobody_on_the_front_is_beaten_and_everybody_off_it_is(many: list[ModelPoint]) -> None:
    front = front_by_rate(many)
    assert front
    for one in many:
        beaten = any(
            other.batch_rate >= one.batch_rate
            and other.value >= one.value
            and (other.batch_rate, other.value) != (one.batch_rate, one.value)
            for other in many
        )
        assert beaten != any(one is kept for kept in front)
    assert [one.batch_rate for one in front] == sorted((one.batch_rate for one in front), reverse=True)


@given(models)
def test_a_queue_that_grows_is_never_on_the_front_by_latency(many: list[ModelPoint]) -> None:
    front = front_by_tail(many)
    assert bool(front) == any(one.tail_s is not None for one in many)
    assert all(one.tail_s is not None for one in front)
    assert [one.tail_s for one in front] == sorted(one.tail_s for one in front)


def test_fit_means_both_targets_and_the_best_comes_first() -> None:
    wanted = Wanted(tail_s=0.1, batch_rate=500.0, quality=0.9)
    many = [
        _model("good", 95, 0.05, 400.0),
        _model("best", 99, 0.1, 500.0),
        _model("late", 99, 0.2, 1000.0),
        _model("stuck", 99, None, 100.0),
        _model("wrong", 80, 0.01, 5000.0),
    ]
    assert [one.name for one in fit_for_real_time(many, wanted)] == ["best", "good"]
    assert [one.name for one in fit_for_batch(many, wanted)] == ["best", "late"]
