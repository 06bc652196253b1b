"""Moodle XML as Moodle documents it: which elements each kind of question has, what its answers are worth, what is said."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from golden_exports import BANK, exported

HEAD = ["name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"]
COMBINED = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"]
OF_KIND = {
    "multichoice": ["single", "shuffleanswers", "answernumbering", "showstandardinstruction", *COMBINED, "answer+"],
    "numerical": ["answer+", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"],
    "ordering": [
        "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", *COMBINED, "answer+",
    ],
}  # fmt: skip
# The only shares that Moodle's form offers, in per cent (question/engine/bank.php); others are refused.
SHARES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}  # fmt: skip


@pytest.fixture(scope="module")
def quiz() -> Element:
    return fromstring(exported("moodle").content)


def _questions(quiz: Element) -> list[Element]:
    return [node for node in quiz if node.get("type") != "category"]


def _named(quiz: Element, name: str) -> Element:
    return next(node for node in _questions(quiz) if node.findtext("name/text") == name)


def test_the_file_begins_with_the_category_of_the_bank(quiz: Element) -> None:
    assert quiz.tag == "quiz"
    assert quiz[0].get("type") == "category"
    assert quiz[0].findtext("category/text") == "$course$/top/Batchwise/every-kind"


def test_each_kind_of_question_has_the_elements_that_moodle_reads_in_its_order(quiz: Element) -> None:
    for node in _questions(quiz):
        expected = [*HEAD, *OF_KIND[str(node.get("type"))], "hint*", "tags"]
        pattern = "".join(
            rf"(?:{part.rstrip('+*')} ){part[-1] if part[-1] in '+*' else ''}" for part in expected
        )
        assert re.fullmatch(pattern, "".join(f"{child.tag} " for child in node)), node.findtext("name/text")


def test_every_text_of_a_question_is_whole_html(quiz: Element) -> None:
    formatted = [node for node in quiz.iter() if node.get("format") == "html"]
    assert len(formatted) > 40
    for node in formatted:
        fromstring(f"<div>{node.findtext('text') or ''}</div>")


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
    for node in quiz.iter("answer"):
        assert _ordered(node, quiz) or abs(float(str(node.get("fraction")))) in SHARES


def _ordered(answer: Element, quiz: Element) -> bool:
    return any(answer in node for node in _questions(quiz) if node.get("type") == "ordering")


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
    names = [node.findtext("idnumber") for node in _questions(quiz)]
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
