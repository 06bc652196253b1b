"""Whatever bytes a bank file holds, loading it gives a Bank or InvalidInput with places, never anything else."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.base import InvalidInput
from core.learning.bank import load_bank
from core.learning.lint import lint_paths
from core.learning.question import Bank

BUNDLED = Path("quizzes/practice.yaml").read_text(encoding="utf-8")
START = BUNDLED[:1500]  # short enough to be parsed hundreds of times
SMALL = """\
schema: 1
bank: one
version: 1
objectives: [{id: aim, text: Aim, taught_in: lesson#part}]
misconceptions: [{id: myth, belief: So, refute: Not so}]
questions:
  - {id: q, rev: 1, kind: single, pool: practice, objective: aim, difficulty: easy, stem: S, quick_check: Q,
     explanation: E, options: [{id: a, text: A, why: W, correct: true}, {id: b, text: B, why: W}]}
"""
DRAWN = """\
schema: 1
bank: one
version: 1
objectives: [{id: aim, text: Aim, taught_in: lesson#part}]
misconceptions: [{id: myth, belief: So, refute: Not so, taught_in: lesson#part}]
questions:
  - {id: q, rev: 1, kind: number, pool: test, objective: aim, difficulty: hard, stem: "{{ fixed_ms | number }} S",
     params: {batch_size: [8, 16], fixed_ms: [5, 10], per_text_ms: [1]}, computes: full-batch-rate, answer_is: full_rate,
     rel_tol: 0.1, feedback: [{value_is: wrong_rate, why: "{{ batch_ms | number }}"}], quick_check: Q, explanation: E}
  - {id: r, rev: 1, kind: single, pool: review, objective: aim, difficulty: easy, stem: S, quick_check: Q, explanation: E,
     params: {batch_size: [8, 16], fixed_ms: [5, 10], per_text_ms: [1]}, computes: full-batch-rate,
     options: [{id: a, text: "{{ gain | number }}", why: W, correct: true}, {id: b, text: B, why: W, holds: gain}]}
  - {id: o, rev: 1, kind: order, pool: review, objective: aim, difficulty: easy, stem: S, quick_check: Q, explanation: E,
     items: [{id: x, text: X, why: W}, {id: y, text: Y, why: W}, {id: z, text: Z, why: W}]}
  - {id: p, rev: 1, kind: predict, pool: review, objective: aim, difficulty: easy, stem: S, quick_check: Q,
     explanation: E, lab: busy-stream, measure: gain, rel_tol: 0.5}
"""
YAML_BITS = st.sampled_from(
    [*"{}[]:,-?&*!|>%@`'\"#~ \n\t", "- ", ": ", "? ", "<<: ", "*a", "&a ", "!!int ", "!!set ", "---\n", "...\n", "%YAML 1.1\n",
     "\\ud800", '"\\ud800"', "\\UFFFFFFFF", "0x", "1_", ".nan", "2026-13-45", "null", "true", "\r", "\x85", "\u2028",
     "\ufeff", "é", "🙂", "|2\n", ">-\n", "kind: number", "schema: 1", "questions:", "options:",
     "{{", "}}", "{{ fixed_ms }}", "{{ 1/0 }}", "{{ x | number }}", "{% raw %}", "{{ ''.__class__ }}",
     "computes: full-batch-rate", "params: {a: [1]}", "holds: a", "answer_is: a", "value_is: a", "1e308", "-0", "side: batch"]
)  # fmt: skip
QUICK = settings(max_examples=150, suppress_health_check=HealthCheck)


def is_a_bank_or_has_placed_faults(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    try:
        assert isinstance(load_bank(path), Bank)
    except InvalidInput as error:
        assert error.faults
        for fault in error.faults:
            name, line, column = (fault.where or "").rsplit(":", 2)
            assert name == str(path) and int(line) >= 1 and int(column) >= 1
            assert fault.field and fault.problem and fault.fix
    assert all("\n" not in str(finding) for finding in lint_paths([path]))


@QUICK
@given(raw=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    is_a_bank_or_has_placed_faults(tmp_path / "b.yaml", raw)


@QUICK
@given(bits=st.lists(st.one_of(YAML_BITS, st.text(max_size=4)), max_size=30))
def test_any_mix_of_yaml_signs(tmp_path: Path, bits: list[str]) -> None:
    is_a_bank_or_has_placed_faults(tmp_path / "b.yaml", "".join(bits).encode("utf-8", "surrogatepass"))


@QUICK
@given(data=st.data(), text=st.sampled_from([SMALL, START, DRAWN]))
def test_any_damage_to_a_good_bank(tmp_path: Path, data: st.DataObject, text: str) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + data.draw(st.one_of(YAML_BITS, st.just(""))) + text[end:]
    is_a_bank_or_has_placed_faults(tmp_path / "b.yaml", text.encode("utf-8", "surrogatepass"))
