"""Whatever stands in a case's file: a case, or faults that name file and line; never anything else."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import InvalidInput
from core.experiment.case import Case
from core.learning.case_file import parse_case

FILES = sorted((Path(__file__).parents[2] / "lessons" / "cases").glob("*.yaml"))
TEXTS = [path.read_text(encoding="utf-8") for path in FILES]
VALUES = st.one_of(
    st.sampled_from(["", "null", "true", "-1", "0", "1e999", ".nan", "[]", "{}", "'x'", "*a", "&a 1", "!!int x", "\t"]),
    st.integers().map(str),
    st.floats().map(str),
    st.text(max_size=12),
)  # fmt: skip
WHERE = re.compile(r"case\.yaml:[1-9]\d*:[1-9]\d*$")


def _case_or_faults(raw: bytes) -> Case | None:
    try:
        return parse_case("case.yaml", raw)
    except InvalidInput as refused:
        assert refused.faults
        for fault in refused.faults:
            assert fault.where and WHERE.match(fault.where), fault
            assert fault.problem and fault.fix
        return None


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    _case_or_faults(raw)


@settings(max_examples=100)
@given(st.sampled_from(TEXTS), st.data(), VALUES)
def test_any_value_in_place_of_another(text: str, data: st.DataObject, value: str) -> None:
    spots = [found.span(1) for found in re.finditer(r"[\w]: ?([^\n,}\]]+)", text)]
    start, end = data.draw(st.sampled_from(spots))
    case = _case_or_faults((text[:start] + value + text[end:]).encode("utf-8", "replace"))
    if case is not None:
        assert case.twist.situation != case.situation
        assert len(case.offer.servings) >= 3


@settings(max_examples=60)
@given(st.sampled_from(TEXTS), st.data())
def test_any_line_left_out(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    gone = data.draw(st.integers(0, len(lines) - 1))
    _case_or_faults("\n".join(lines[:gone] + lines[gone + 1 :]).encode())
