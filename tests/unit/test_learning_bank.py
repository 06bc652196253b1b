"""Loading a bank: all faults at once with line and column, and no stack trace whatever the file holds."""

from pathlib import Path

import pytest

from core.base import InvalidInput
from core.learning.bank import load_bank, parse_bank
from core.learning.bank_yaml import MAX_BYTES, read_yaml
from core.learning.question import Bank, NumberQuestion, OrderQuestion, PredictQuestion

EMPTY = "schema: 1\nbank: one\nversion: 1\nobjectives: []\nmisconceptions: []\n"
ASKED = "rev: 1, pool: test, objective: aim, difficulty: easy, stem: S, quick_check: Q, explanation: E"
DRAWN = "params: {rate: [1, 2.5]}"


def faults(text: str | bytes) -> list[tuple[str, str, str]]:
    """(where, field, problem) of each fault, as load_bank would raise them."""
    file = parse_bank("b.yaml", text if isinstance(text, bytes) else text.encode())
    assert all(fault.fix for fault in file.faults)
    return [(fault.where or "", fault.field, fault.problem) for fault in file.faults]


def test_a_bank_of_all_kinds_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    options = "options: [{id: a, text: A, why: W, correct: true}, {id: b, text: B, why: W}]"
    path.write_text(
        f"{EMPTY}questions:\n"
        f"  - {{id: s, kind: single, {options}, {ASKED}}}\n"
        f"  - {{id: m, kind: multi, {options}, {ASKED}}}\n"
        f"  - {{id: n, kind: number, answer: 5, rel_tol: 0.1, unit: ms, feedback: [{{value: 1, why: W}}], {ASKED}, {DRAWN}}}\n"
        f"  - {{id: o, kind: order, items: [{{id: x, text: X, why: W}}, {{id: y, text: Y, why: W}}], {ASKED}}}\n"
        f"  - {{id: p, kind: predict, lab: busy, measure: p95_ms, rel_tol: 0.25, {ASKED}}}\n"
    )
    bank = load_bank(path)
    assert [question.kind for question in bank.questions] == ["single", "multi", "number", "order", "predict"]
    number, order, predict = bank.questions[2:]
    assert isinstance(number, NumberQuestion) and number.answer == 5.0 and number.feedback[0].value == 1.0
    assert isinstance(order, OrderQuestion) and [item.id for item in order.items] == ["x", "y"]
    assert number.params == {"rate": (1.0, 2.5)}
    assert isinstance(predict, PredictQuestion) and predict.measure == "p95_ms"


def test_all_faults_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        "schema: 2\nbank: One Bank\nbank: two\nversion: x\nobjectivs: []\nmisconceptions: 3\nquestions: [7]\n"
    )
    with pytest.raises(InvalidInput) as caught:
        load_bank(path)
    assert [(f.where, f.field) for f in caught.value.faults] == [
        (f"{path}:3:1", "bank"),
        (f"{path}:1:9", "schema"),
        (f"{path}:2:7", "bank"),
        (f"{path}:4:10", "version"),
        (f"{path}:1:1", "objectives"),
        (f"{path}:6:17", "misconceptions"),
        (f"{path}:7:13", "questions[0]"),
        (f"{path}:5:1", "objectivs"),
    ]


def test_a_misspelt_key_is_told_what_to_write() -> None:
    file = parse_bank("b.yaml", EMPTY.replace("objectives", "objectivs").encode())
    (fault,) = [fault for fault in file.faults if fault.field == "objectivs"]
    assert fault.fix == 'write "objectives"'


@pytest.mark.parametrize(
    ("question", "where", "field", "problem"),
    [
        ("{id: x}", "7:5", "questions[0].kind", "is missing"),
        ("{kind: essay}", "7:12", "questions[0].kind", "'essay' is not a kind of question"),
        (
            f"{{id: n, kind: number, answer: 5, {ASKED}}}",
            "7:5",
            "questions[0]",
            "needs abs_tol or rel_tol, one of them",
        ),
        (
            f"{{id: n, kind: number, answer: .nan, abs_tol: 1, {ASKED}}}",
            "7:35",
            "questions[0].answer",
            "nan is not a number",
        ),
        (
            f"{{id: n, kind: number, answer: 5, abs_tol: 0, {ASKED}}}",
            "7:47",
            "questions[0].abs_tol",
            "0 is too small",
        ),
        (
            f"{{id: n, kind: number, answer: 5, abs_tol: 1, code: {{lang: text, text: T, runnable: 1}}, {ASKED}}}",
            "7:88",
            "questions[0].code.runnable",
            "1 is neither true nor false",
        ),
        (
            f"{{id: s, kind: single, options: [{{id: a, text: A, why: W}}], {ASKED}}}",
            "7:36",
            "questions[0].options",
            "has too few entries",
        ),
        (
            f"{{id: s, kind: single, options: [{{id: a, text: A}}], {ASKED}}}",
            "7:37",
            "questions[0].options[0].why",
            "is missing",
        ),
        (
            f"{{id: p, kind: predict, lab: yes, measure: 3, rel_tol: 1, {ASKED}}}",
            "7:47",
            "questions[0].measure",
            "3 is not allowed",
        ),
        (
            f"{{id: p, kind: predict, lab: busy, measure: p95_ms, rel_tol: 0.1, {ASKED}}}",
            "7:65",
            "questions[0].rel_tol",
            "0.1 is too small",
        ),
        (
            f"{{id: p, kind: predict, lab: busy, measure: gain, rel_tol: 1, {ASKED}, {DRAWN}}}",
            "7:5",
            "questions[0]",
            "a predict question has no params: its number comes from the run",
        ),
        (
            f"{{id: n, kind: number, abs_tol: 1, {ASKED}}}",
            "7:5",
            "questions[0]",
            "needs answer or answer_is, one of them",
        ),
        (
            f"{{id: n, kind: number, answer_is: rate, abs_tol: 1, {ASKED}}}",
            "7:5",
            "questions[0]",
            "has answer_is or value_is without params",
        ),
        (
            f"{{id: n, kind: number, answer: 1, abs_tol: 1, computes: x, {ASKED}}}",
            "7:5",
            "questions[0]",
            "computes without params",
        ),
        (
            f"{{id: n, kind: number, answer: 1, abs_tol: 1, feedback: [{{why: W}}], {ASKED}}}",
            "7:61",
            "questions[0].feedback[0]",
            "needs value or value_is, one of them",
        ),
        (
            f"{{id: n, kind: number, answer: 1, abs_tol: 1, {ASKED}, params: {{Rate: [1]}}}}",
            "7:160",
            "questions[0].params.Rate",
            "'Rate' is not a name",
        ),
        (
            f"{{id: n, kind: number, answer: 1, abs_tol: 1, {ASKED}, params: {{rate: []}}}}",
            "7:160",
            "questions[0].params.rate",
            "has too few entries",
        ),
    ],
)
def test_a_faulty_question_is_reported_where_it_stands(
    question: str, where: str, field: str, problem: str
) -> None:
    assert faults(f"{EMPTY}questions:\n  - {question}\n") == [(f"b.yaml:{where}", field, problem)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("schema: 1\n bank: one\n", "2:6"),
        ("schema: 1\n\tbank: one\n", "2:1"),
        ("schema: [1, 2\nbank: one\n", "2:5"),
        ("questions:\n- a\nb\n", "4:1"),
        ('bank: "one\n', "2:1"),
        ("a: 1\n---\nb: 2\n", "2:1"),
        (b"bank: \xff\n", "1:7"),
        (b"schema: 1\nbank: \x00\n", "2:7"),
        (b"\x89PNG\r\n\x1a\n", "1:1"),
        ("", "1:1"),
        ("# nothing but a comment\n", "1:1"),
        ("- " * 5000, "1:1"),
        ("[" * 1200, "1:1"),
        ("{a: " * 40 + "1" + "}" * 40, "1:53"),
    ],
)
def test_text_that_is_no_yaml_is_one_fault_with_its_place(text: str | bytes, where: str) -> None:
    found = faults(text)
    assert found[0][0] == f"b.yaml:{where}"


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    ((where, _, problem),) = faults(b"a" * (MAX_BYTES + 1))
    assert where == "b.yaml:1:1" and problem == "has 500,001 bytes"


def test_aliases_are_refused_so_that_nothing_unfolds() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    yaml = read_yaml("b.yaml", bomb.encode())
    assert {fault.problem for fault in yaml.faults} == {"is an alias of something above"}
    assert len(yaml.values) < 20
    assert read_yaml("b.yaml", b"a: &a [*a]\n").faults


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!binary", "!own", "!!set"])
def test_tags_build_nothing(tag: str) -> None:
    yaml = read_yaml("b.yaml", f"bank: {tag} x\n".encode())
    (fault,) = yaml.faults
    assert fault.where == "b.yaml:1:7" and yaml.data == {"bank": None}


def test_scalars_are_those_of_yaml_1_2() -> None:
    text = (
        "a: yes\nb: 0o17\nc: 1_000\nd: 2026-01-31\ne: ~\nf: True\ng: 1e3\nh: -0x1F\ni: 012\nj: .inf\nk: '1'\n"
    )
    yaml = read_yaml("b.yaml", text.encode())
    assert yaml.faults == []
    assert list(yaml.data.values()) == [
        "yes", 15, 1000, "2026-01-31", None, True, 1000.0, -31, 12, float("inf"), "1",
    ]  # fmt: skip


def test_a_byte_order_mark_does_no_harm() -> None:
    assert faults(b"\xef\xbb\xbf" + f"{EMPTY}questions: []\n".encode()) == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere\.yaml:1:1: file: cannot be opened"):
        load_bank(tmp_path / "nowhere.yaml")


def test_a_bank_finds_its_parts_and_names_those_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(EMPTY.replace("[]", "[{id: aim, text: T}]", 1) + "questions: []\n")
    bank: Bank = load_bank(path)
    assert bank.objective("aim").text == "T"
    assert bank.pool("practice") == ()
    with pytest.raises(InvalidInput, match=r"objective: 'goal' is unknown; give one of aim"):
        bank.objective("goal")
