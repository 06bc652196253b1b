"""Pictures of questions: computed from a few numbers, the same in words, and refused with their place when they cannot be."""

import pytest

from core.experiment import Result
from core.figures.question_picture import load_lines, text_bars
from core.learning.bank import parse_bank
from core.learning.question import LoadCurve, TimeLine
from core.learning.teaching_export.carried import Carried
from core.theory import md1_latency_s
from tests.built_in import bundled_bank, bundled_library

BANK = """\
schema: 1
bank: one
version: 1
objectives: []
misconceptions: []
questions:
  - id: s
    rev: 1
    kind: single
    pool: review
    objective: aim
    difficulty: easy
    stem: S
    picture: {PICTURE}
    options: [{id: a, text: A, why: W, correct: true}, {id: b, text: B, why: W}]
    quick_check: Q
    explanation: E
"""
RUN = "come_ms: [0, 5, 40], fixed_ms: 10, per_text_ms: 1"


def faults(picture: str) -> list[str]:
    return [str(fault) for fault in parse_bank("b.yaml", BANK.replace("PICTURE", picture).encode()).faults]


def test_a_sound_picture_has_no_fault() -> None:
    assert faults(f"kind: time-line, {RUN}, serves: real_time") == []


@pytest.mark.parametrize(
    ("picture", "fault"),
    [
        ("kind: drawing", "b.yaml:14:21: questions[0].picture.kind: 'drawing' is not a kind of picture; write one of time-line,"),
        ("tp: 1", "b.yaml:14:14: questions[0].picture.kind: is missing; write one of time-line, load-curve, confusion-matrix"),
        (f"kind: time-line, {RUN}, serves: badly", "is not allowed; write 'real_time', 'fixed_batch' or 'dynamic_batch'"),
        (f"kind: time-line, {RUN}", "questions[0].picture.serves: is missing"),
        (f"kind: time-line, {RUN}, serves: real_time, colour: red", "colour: is not a known key"),
        ("kind: time-line, come_ms: [5, 0], fixed_ms: 1, per_text_ms: 1, serves: real_time", "b.yaml:14:14: questions[0].picture: come_ms does not begin at 0 and rise"),
        ("kind: confusion-matrix, tp: 0, fn: 0, fp: 0, tn: 0", "a confusion matrix without a message"),
        ("kind: load-curve, lines: [{name: A, batch_size: 1}], rates: [200, 300], fixed_ms: 10, per_text_ms: 0", "a line is unstable at every rate"),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_place(picture: str, fault: str) -> None:
    [told] = faults(picture)
    assert told.startswith("b.yaml:14:") and fault in told


def _run(serves: str, **more: float) -> Result:
    return TimeLine.model_validate(
        {"kind": "time-line", "come_ms": (0.0, 5.0, 40.0), "fixed_ms": 10.0, "per_text_ms": 1.0, "serves": serves, **more}
    ).run()  # fmt: skip


@pytest.mark.parametrize(
    ("serves", "more", "finish_ms"),
    [
        ("real_time", {}, [11, 22, 51]),
        ("dynamic_batch", {"batch_size": 4, "max_wait_ms": 20.0}, [32, 32, 71]),
        ("fixed_batch", {"batch_size": 2}, [17, 17, 51]),
    ],
)
def test_a_time_line_is_the_simulated_run(serves: str, more: dict[str, float], finish_ms: list[int]) -> None:
    run = _run(serves, **more)
    assert (1000 * run.log.finish_s).tolist() == pytest.approx(finish_ms)
    waiting, service = text_bars(run.log).data
    assert (waiting.base + waiting.x).tolist() == pytest.approx(service.base.tolist())
    assert (service.base + service.x).tolist() == pytest.approx(finish_ms)


def test_a_load_curve_is_the_theory_and_ends_where_the_queue_has_no_end() -> None:
    curve = LoadCurve.model_validate(
        {"kind": "load-curve", "lines": ({"name": "A", "batch_size": 1}, {"name": "B", "batch_size": 8}),
         "rates": (50.0, 80.0, 200.0), "fixed_ms": 10.0, "per_text_ms": 1.0}
    )  # fmt: skip
    one, eight = (curve.points(line) for line in curve.lines)
    assert one == [(rate, pytest.approx(1000 * md1_latency_s(rate, 0.011))) for rate in (50, 80)]
    assert [rate for rate, _ in eight] == [50, 80, 200]
    assert [len(line.x) for line in load_lines({"A": one, "B": eight}).data] == [2, 3]
    assert "80; beyond that its queue has no end. Line B" in curve.words


def test_what_the_questions_say_of_their_pictures_is_in_them() -> None:
    questions = {placed.question.id: placed.question for placed in bundled_library().placed()}
    pictures = {name: one.picture for name, one in questions.items() if one.picture is not None}
    assert len(pictures) >= 6
    shared = pictures["dyn-014"].run().log
    assert (shared.waiting_s[[0, 4]] == 0).all() and shared.batch_size.tolist() == [1, 3, 3, 3, 1]
    waited = pictures["dyn-015"]
    alone = waited.model_copy(update={"max_wait_ms": 0.0})
    ends = [(1000 * one.run().log.finish_s).round(6).tolist() for one in (waited, alone)]
    assert ends == [[32, 32, 72, 72], [11, 22, 51, 62]]
    fourth = pictures["pct-014"].run().log
    assert 1000 * fourth.latency_s[3] == pytest.approx(questions["pct-014"].answer)
    assert [1000 * part[3] for part in (fourth.service_s, fourth.waiting_s, fourth.finish_s)] == [
        pytest.approx(mistake.value) for mistake in questions["pct-014"].feedback
    ]
    a, b = (dict(pictures["que-014"].points(line)) for line in pictures["que-014"].lines)
    assert b[5] == pytest.approx(a[5], rel=0.03) and max(b) > 4 * max(a)
    now = dict(pictures["que-015"].points(pictures["que-015"].lines[0]))
    assert (round(now[60]), round(now[72])) == (31, 69)
    matrix = pictures["prv-012"].matrix
    shares = (matrix.precision, matrix.accuracy, matrix.recall, matrix.specificity)
    assert [round(100 * share) for share in shares] == [40, 86, 80, 87]


def test_a_teacher_gets_the_picture_in_words() -> None:
    bank = bundled_bank("prevalence")
    assert (
        "80 flagged (TP), 20 let through (FN)" in Carried(bank=bank, question=bank.question("prv-012")).stem
    )  # type: ignore[arg-type]
