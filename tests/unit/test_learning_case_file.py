"""A case's file becomes a case, or every fault of it with its line."""

from pathlib import Path

import pytest

from core.base import InvalidInput
from core.experiment.case import DAY_S
from core.learning.case_file import load_cases, parse_case
from core.workload import Bursty, Daily

FOLDER = Path(__file__).parents[2] / "lessons" / "cases"
PLAIN = """\
id: a-case
order: 1
title: A case
summary: Somebody waits.
story: They wait.
looked_for: spam
situation:
  arrivals: {kind: poisson, per_s: 10}
  objective: {share: 0.99, within_s: 0.2}
  call: {fixed_ms: 30, per_text_ms: 6}
  machine: {hour_price: 1, start_s: 60}
  errors: {prevalence: 0.1, miss: 1, alarm: 2}
offers:
  batch_sizes: [4, 16]
  waits_ms: [0, 20]
  collect_minutes: [1, 10]
  machines: [1, 2]
twist:
  title: More
  story: More come.
  changes:
    arrivals: {kind: poisson, per_s: 20}
"""


def _faults(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        parse_case("cases/a.yaml", text.encode())
    return str(refused.value).splitlines()


def test_a_case_reads_as_it_was_written() -> None:
    case = parse_case("a.yaml", PLAIN.encode())
    need = case.situation.need
    assert (case.id, case.rev, case.offer.waits_s, case.offer.collects_s) == (
        "a-case",
        1,
        (0.0, 0.02),
        (60.0, 600.0),
    )
    assert (need.cost.fixed_s, need.cost.per_item_s, need.largest_batch) == (0.03, 0.006, 16)
    assert case.situation.errors.reviews is None


def test_a_twist_changes_what_it_names_and_keeps_the_rest() -> None:
    case = parse_case("a.yaml", PLAIN.encode())
    assert case.twist.situation.need.rate == 20
    assert case.twist.situation.errors == case.situation.errors
    assert case.twist.situation.need.cost == case.situation.need.cost


@pytest.mark.parametrize(
    ("arrivals", "kind"),
    [
        ("{kind: bursty, per_s: 10, on_share: 0.2, cycle_s: 30}", Bursty(rate=10, on_share=0.2, cycle_s=30)),
        ("{kind: daily, per_s: 10, swing: 0.5}", Daily(rate=10, swing=0.5, period_s=DAY_S)),
    ],
)
def test_streams_that_are_not_even(arrivals: str, kind: object) -> None:
    text = PLAIN.replace("{kind: poisson, per_s: 10}", arrivals)
    assert parse_case("a.yaml", text.encode()).situation.need.arrivals == kind


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: A case", "titel: A case", 3, "titel: is not a known key"),
        ("title: A case\n", "", 1, "title: is missing"),
        ("per_s: 10", "per_s: ten", 8, "situation.arrivals.per_s"),
        ("per_s: 10", "per_s: -1", 8, "greater than 0"),
        ("kind: poisson, per_s: 10", "kind: lumpy, per_s: 10", 8, "'poisson', 'steady', 'bursty' or 'daily'"),
        ("kind: poisson, per_s: 10", "kind: bursty, per_s: 10", 8, "need on_share and cycle_s"),
        ("share: 0.99", "share: 99", 9, "less than or equal to 0.9999"),
        ("prevalence: 0.1", "prevalence: 10", 12, "less than 1"),
        ("[4, 16]", "[16, 4]", 14, "does not rise"),
        ("[4, 16]", "[4, 16.5]", 14, "integer"),
        ("machines: [1, 2]", "machines: []", 17, "at least 1 item"),
        ("  changes:\n    arrivals: {kind: poisson, per_s: 20}", "  changes: {}", 21, "nothing changes"),
        ("per_s: 20", "per_s: 10", 22, "nothing changes"),
        ("twist:", "scores: {classifier: oracle}\ntwist:", 18, "'oracle' is not known"),
        ("twist:", "scores: {positive: fraud}\ntwist:", 18, "'fraud' is no label"),
        ("id: a-case", "id: A case", 1, "pattern"),
        ("order: 1", "order: 1\norder: 2", 3, "is written twice"),
        ("story: They wait.", "story: !!python/object:os.system x", 5, "story"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old: str, new: str, line: int, said: str) -> None:
    faults = _faults(PLAIN.replace(old, new, 1))
    assert any(fault.startswith(f"cases/a.yaml:{line}:") and said in fault for fault in faults), faults


def test_all_faults_come_at_once() -> None:
    text = (
        PLAIN.replace("share: 0.99", "share: 99")
        .replace("miss: 1", "miss: -1")
        .replace("order: 1", "order: 0")
    )
    assert [int(fault.split(":")[1]) for fault in _faults(text)] == [2, 9, 12]


def test_two_cases_may_not_share_an_id_or_a_place(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(PLAIN)
    with pytest.raises(InvalidInput) as refused:
        load_cases(tmp_path)
    assert [fault.field for fault in refused.value.faults] == ["id", "order"]
    assert refused.value.faults[0].where == f"{tmp_path / 'b.yaml'}:1:5"


def test_the_cases_that_come_with_it() -> None:
    cases = load_cases(FOLDER)
    assert len(cases) >= 8
    assert [case.order for case in cases] == list(range(1, len(cases) + 1))
    for case in cases:
        assert 40 <= len(case.story.split()) <= 90, case.id
        assert case.twist.title and len(case.twist.story.split()) >= 20, case.id
