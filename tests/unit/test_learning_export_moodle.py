"""Moodle XML as Moodle documents it: which elements each kind of question has, what its answers are worth, what is said."""

from xml.etree.ElementTree import Element, fromstring

import pytest
from golden_exports import BANK, exported
from moodle_rules import questions_of, quiz_faults


@pytest.fixture(scope="module")
def quiz() -> Element:
    return fromstring(exported("moodle").content)


def _named(quiz: Element, name: str) -> Element:
    return next(node for node in questions_of(quiz) if node.findtext("name/text") == name)


def test_the_file_begins_with_the_category_of_the_bank(quiz: Element) -> None:
    assert quiz.tag == "quiz"
    assert quiz[0].get("type") == "category"
    assert quiz[0].findtext("category/text") == "$course$/top/Batchwise/every-kind"


def test_the_file_breaks_no_rule_of_moodles(quiz: Element) -> None:
    assert list(quiz_faults(quiz)) == []
    assert sum(node.get("format") == "html" for node in quiz.iter()) > 40


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<single>true</single>", ""),
        ("<tolerance>", "<near>"),
        ('fraction="33.33333"', 'fraction="33"'),
        ('fraction="100"', 'fraction="50"'),
        ("&lt;p&gt;What", "&lt;p&gt;&lt;b&gt;What"),
        ("ek-multi-r1", "ek-single-r2"),
    ],
)
def test_the_rules_would_find_what_is_broken(old: str, new: str) -> None:
    text = exported("moodle").content.decode()
    assert old in text
    broken = text.replace(old, new, 1).replace("</tolerance>", "</near>", 1 if new == "<near>" else 0)
    assert list(quiz_faults(fromstring(broken)))


def test_a_single_gives_all_for_one_option_and_a_multi_the_share_that_grading_gives(quiz: Element) -> None:
    single, multi = _named(quiz, "ek-single"), _named(quiz, "ek-multi")
    assert single.findtext("single") == "true"
    assert [node.get("fraction") for node in single.findall("answer")] == ["100", "0"]
    assert multi.findtext("single") == "false"
    assert [node.get("fraction") for node in multi.findall("answer")] == [
        "33.33333",
        "33.33333",
        "-33.33333",
        "33.33333",
    ]


def test_the_chosen_options_own_why_is_said_with_what_refutes_its_belief(quiz: Element) -> None:
    said = [node.findtext("feedback/text") for node in _named(quiz, "ek-single").findall("answer")]
    assert said == [
        "<p>Yes: one label</p><p>for each text.</p>",
        "<p>They share a call, not an answer.</p><p>Each text pays the wait &lt; of the whole batch.</p>",
    ]


def test_code_in_the_stem_stands_as_it_was_written(quiz: Element) -> None:
    shown = fromstring(f"<div>{_named(quiz, 'ek-single').findtext('questiontext/text')}</div>")
    question = next(question for question in BANK.questions if question.id == "ek-single")
    assert question.code is not None
    assert shown.findtext("pre/code") == question.code.text.strip()


def test_numbers_have_a_tolerance_and_known_mistakes_their_feedback(quiz: Element) -> None:
    for name in ("ek-number-v1", "ek-number-v2"):
        right, wrong = _named(quiz, name).findall("answer")
        key, near = float(right.findtext("text") or ""), float(right.findtext("tolerance") or "")
        assert right.get("fraction") == "100"
        assert near == pytest.approx(0.02 * key)
        assert wrong.get("fraction") == "0"
        assert "That counts batches" in (wrong.findtext("feedback/text") or "")
        assert abs(key - float(wrong.findtext("text") or "")) > near


def test_the_variants_have_other_numbers_and_other_names(quiz: Element) -> None:
    one, two = (_named(quiz, f"ek-number-v{seed}") for seed in (1, 2))
    assert one.findtext("questiontext/text") != two.findtext("questiontext/text")
    assert "{{" not in (one.findtext("questiontext/text") or "")
    names = [node.findtext("idnumber") for node in questions_of(quiz)]
    assert len(set(names)) == len(names) == 5


def test_an_order_is_graded_by_all_its_pairs(quiz: Element) -> None:
    order = _named(quiz, "ek-order")
    assert order.findtext("gradingtype") == "RELATIVE_ALL_PREVIOUS_AND_NEXT"
    assert [node.findtext("text") for node in order.findall("answer")] == [
        "Texts arrive and wait",
        "The batch is full",
        "One call is made",
    ]


def test_hints_and_tags_come_along(quiz: Element) -> None:
    single = _named(quiz, "ek-single")
    assert [node.findtext("text") for node in single.findall("hint")] == [
        "<p>Count ~ the texts.</p>",
        "<p>n in, n out.</p>",
    ]
    tags = [node.text for node in single.findall("tags/tag/text")]
    assert tags == ["every-kind", "batch-cost", "easy", "practice", "bigger-is-faster"]


def test_what_is_lost_is_said() -> None:
    lost = {loss.what: loss.questions for loss in exported("moodle").losses}
    assert lost["Left out, since the answer is what a run measures"] == ("ek-predict",)
    assert lost["Fresh numbers at each try: only the variants of the chosen seeds are in the file"] == (
        "ek-number",
    )
    assert lost["The code is shown and cannot be run"] == ("ek-single",)
