"""QTI 2.1: a package that breaks none of the format's rules, and items that score as practice does."""

import io
import itertools
import re
import zipfile

import pytest
from golden_exports import BANK, exported
from qti_rules import QTI, items_of, package_faults, process

from core.learning.grading import Attempt
from core.learning.variants import variant

PACKAGE = exported("qti").content
ITEMS = items_of(PACKAGE)


def _changed(path: str, old: str, new: str) -> bytes:
    """The package with one text replaced in one file."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            assert name != path or old in text
            target.writestr(name, text.replace(old, new, 1) if name == path else text)
    return changed.getvalue()


def test_the_package_breaks_no_rule() -> None:
    assert list(package_faults(PACKAGE)) == []
    assert sorted(ITEMS) == sorted(
        f"items/{name}.xml" for name in ("ek-single", "ek-multi", "ek-number-v1", "ek-number-v2", "ek-order")
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("imsmanifest.xml", 'href="items/ek-multi.xml"', 'href="items/gone.xml"'),
        ("imsmanifest.xml", 'identifier="r-q-ek-multi"', 'identifier="r-q-ek-single"'),
        ("items/ek-multi.xml", 'identifier="q-ek-multi"', 'identifier="q-ek-single"'),
        ("items/ek-multi.xml", "<value>a-a</value>", "<value>a-z</value>"),
        ("items/ek-multi.xml", 'responseIdentifier="RESPONSE"', 'responseIdentifier="OTHER"'),
        ("items/ek-single.xml", 'outcomeIdentifier="FEEDBACK"', 'outcomeIdentifier="NOTHING"'),
        ("items/ek-single.xml", "<pre>", "<pre><ul><li>a</li></ul>"),
    ],
)
def test_the_rules_would_find_what_is_broken(path: str, old: str, new: str) -> None:
    assert list(package_faults(_changed(path, old, new)))


@pytest.mark.parametrize("name", ["ek-single", "ek-multi"])
def test_choices_score_in_the_item_as_they_do_in_a_first_try(name: str) -> None:
    question = next(question for question in BANK.questions if question.id == name)
    ids = [option.id for option in question.options]  # type: ignore[union-attr]
    most = 1 if question.kind == "single" else len(ids)
    for chosen in itertools.chain(*(itertools.combinations(ids, n) for n in range(1, most + 1))):
        outcomes = process(ITEMS[f"items/{name}.xml"], [f"a-{one}" for one in chosen])
        assert outcomes["SCORE"] == pytest.approx(
            Attempt(question=question).answer(chosen).score or 0.0, abs=1e-5
        )
        assert outcomes["FEEDBACK"] == [f"a-{one}" for one in chosen]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_number_is_right_within_the_tolerance_and_a_known_mistake_is_met(seed: int) -> None:
    item = ITEMS[f"items/ek-number-v{seed}.xml"]
    question = variant(next(question for question in BANK.questions if question.id == "ek-number"), seed)
    assert question.kind == "number"
    for factor, score in ((1.0, 1.0), (1.019, 1.0), (0.981, 1.0), (1.03, 0.0), (0.97, 0.0)):
        assert process(item, [str(question.key * factor)])["SCORE"] == score
    mistaken = process(item, [str(question.feedback[0].number)])
    assert mistaken["SCORE"] == 0.0
    assert mistaken["FEEDBACK"] == ["a-mistake-1"]


def test_only_the_whole_order_is_right() -> None:
    key = ["a-wait", "a-full", "a-call"]
    scores = {
        order: process(ITEMS["items/ek-order.xml"], [*order])["SCORE"]
        for order in itertools.permutations(key)
    }
    assert scores.pop(tuple(key)) == 1.0
    assert set(scores.values()) == {0.0}


def test_the_answer_says_its_own_why_and_then_everything() -> None:
    item = ITEMS["items/ek-single.xml"]
    said = {node.get("identifier"): "".join(node.itertext()) for node in item.findall(f"{QTI}modalFeedback")}
    assert said["a-b"] == "They share a call, not an answer.Each text pays the wait < of the whole batch."
    assert "Worked solution" in said["explained"]
    assert process(item, ["a-b"])["AFTER"] == ["explained"]


def test_words_are_not_pushed_apart_by_the_layout_of_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as package:
        text = package.read("items/ek-single.xml").decode()
    assert (
        "<p>What does <code>model.predict([x])</code> <strong>return</strong> for {1: 2} = ~50 # % texts?</p>"
        in text
    )
    assert re.search(r"\n  <itemBody>\n", text)


def test_the_same_questions_give_the_same_bytes() -> None:
    assert exported("qti").content == PACKAGE
