"""The lesson says what it must, computes every number that it quotes, and repeats no popular error."""

import re
from pathlib import Path

import pytest

from core.learning.lesson import FIGURES, FigureRef, Lesson, Prose, SelfCheck, load_lesson, load_lessons
from core.learning.lesson_values import Prediction, Section
from core.learning.numbers import Targets, lesson_numbers

FOLDER = Path(__file__).parents[2] / "lessons"
FILE = FOLDER / "batch-or-real-time.md"
SECTIONS = (
    "which-metric",
    "confusion-matrix",
    "precision-recall",
    "good-and-bad",
    "pitfalls",
    "self-check",
    "key-result",
    "dynamic-batching",
)

# What each section must say once its numbers are filled in (content.md), as patterns over plain text.
FACTS = {
    "which-metric": (
        "answers each text as it comes, now",
        "answers many texts in one call, later",
        "latency.*from the moment a message is due",
        "throughput.*texts finished per second",
        "turnaround.*whole job",
        "p99",
        r"63\.4 %",
        "reads each text separately",
        "only for a single client who waits",
        "both people need it",
    ),
    "confusion-matrix": (
        "1,000 messages",
        "400 true positives",
        "100 false positives",
        "50 false negatives",
        "450 true negatives",
        r"Accuracy \|[^|]*\|[^|]*\| 85 %",
        r"Precision \|[^|]*\|[^|]*\| 80 %",
        r"Recall \|[^|]*\|[^|]*\| 88\.9 %",
        r"Specificity \|[^|]*\|[^|]*\| 81\.8 %",
        r"F1 \|[^|]*\|[^|]*\| 84\.2 %",
        "The mode changes when an answer comes, not what it says",
    ),
    "precision-recall": (
        "batch job can tune for precision",
        "real-time filter leans to recall",
        "live spam filter must catch most spam",
        "rule of thumb, not a law",
        "mode does not set the threshold",
        "cost.*prevalence.*capacity to review",
    ),
    "good-and-bad": (
        "examples, not laws",
        "about 1,000 texts per second",
        "turnaround in minutes",
        "accuracy around 95 %",
        "under 100 ms per request",
        "10 requests per second or more",
        "recall around 90 %",
        "slow answers in real time, and poor accuracy in either",
    ),
    "pitfalls": (
        "Leaving out latency",
        "Judging by accuracy alone",
        "Data leakage",
        "Drift and skew",
        "reporting the average",
        "one cold call",
        "request was due",
    ),
    "self-check": (
        "98 % accuracy and 12 % recall",
        "misses 88 % of the fraud",
        "expensive error",
        r"2\.27 %",
        r"0\.12 π ÷ \(0\.02 − 0\.76 π\)",
        "10,000 payments",
        r"\(TP\) \| 24 \| 12 \|",
        r"\(FN\) \| 176 \| 88 \|",
        r"\(FP\) \| 24 \| 112 \|",
        r"\(TN\) \| 9,776 \| 9,788 \|",
        r"Precision \| 50 % \| 9\.7 %",
        r"not fraud” \| 98 % \| 99 %",
    ),
    "key-result": ("Latency decides for real time", "Throughput and accuracy decide for batch"),
    "dynamic-batching": (
        "dynamic batching",
        r"22\.9 ms",
        "nearly everyone faster",
        "makes everyone slower",
        "neither slow nor free",
        "lab",
        "practice",
    ),
}

# Errors that popular pages make, each with a sentence that makes it, to prove that the pattern would see it.
POPULAR_ERRORS = {
    r"throughput (is|=|equals) (one divided by|1 ?/) ?latency(?! only)": "Throughput is one divided by latency.",
    r"batching (is|makes \w+) (always )?slower (for|on) each": "Batching is slower for each item.",
    r"batching is (always )?free": "Batching is free.",
    r"(tokenis|vectoris)\w+ (only )?once": "The texts are vectorised once instead of many times.",
    r"(?<!can )(batch|real.time)\w* (always|must|should) (be )?tuned? (for|to)": "Batch must tune for precision.",
    r"average(s|d)? (of )?(the )?percentiles|percentiles? averaged": "Take the average of the percentiles.",
    r"learning style|visual learner": "Find your learning style.",
    r"simulated latency": "Here is the simulated latency.",
    r"always (choose|use|pick) (batch|real)": "Always use batch for big data.",
}


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return load_lesson(FILE)


def plain(text: str) -> str:
    """One line, ordinary spaces, no emphasis: how a reader hears it."""
    return re.sub(r"\s+", " ", text.replace("*", "").replace("\u00a0", " "))


def read(block: object) -> str:
    match block:
        case Prose(markdown=markdown):
            return markdown
        case SelfCheck():
            choices = " ".join(f"{choice.text} {choice.reply}" for choice in block.choices)
            return f"{block.question} {choices} {block.explanation}"
    return ""


def section_text(lesson: Lesson, id_: str) -> str:
    section = next(section for section in lesson.sections if section.id == id_)
    return plain(" ".join(map(read, section.blocks)))


def raw_body() -> str:
    return FILE.read_text(encoding="utf-8").split("---", 2)[2]


def test_the_sections_stand_in_their_order(lesson: Lesson) -> None:
    assert tuple(section.id for section in lesson.sections) == SECTIONS
    assert all(address.startswith("batch-or-real-time#") for address in lesson.addresses)


def test_the_whole_folder_loads_and_holds_this_lesson(lesson: Lesson) -> None:
    assert lesson in load_lessons(FOLDER)


def test_reading_takes_about_eight_minutes(lesson: Lesson) -> None:
    assert lesson.reading_minutes == 8
    assert lesson.words == sum(section.words for section in lesson.sections)


@pytest.mark.parametrize(("id_", "fact"), [(id_, fact) for id_, facts in FACTS.items() for fact in facts])
def test_every_required_fact_is_told_in_its_section(lesson: Lesson, id_: str, fact: str) -> None:
    assert re.search(fact, section_text(lesson, id_), re.IGNORECASE)


def test_no_number_is_typed_in_the_prose() -> None:
    computed = re.sub(r"\{\{.*?\}\}", "", raw_body())
    names = re.sub(r"\bp(50|99)\b|\bF1\b", "", computed)  # names of measures
    constants = names.replace("2 ×", "")  # the 2 in the formula of F1
    assert re.findall(r".{0,20}\d.{0,20}", constants) == []


def test_no_number_is_smuggled_into_an_expression() -> None:
    allowed = re.compile(r"\{\{ [a-z]+(\.([a-z_]+|f1))+( \| (count|ms|pct|minutes|number)(\(\d\))?)? \}\}")
    expressions = re.findall(r"\{\{.*?\}\}", raw_body())
    assert len(expressions) > 60
    assert [expression for expression in expressions if not allowed.fullmatch(expression)] == []


def _figures(section: Section) -> list[str]:
    """The figures of a section by name, those that a prediction covers among them."""
    figures = (block.figure if isinstance(block, Prediction) else block for block in section.blocks)
    return [figure.name for figure in figures if isinstance(figure, FigureRef)]


def test_every_figure_is_placed_once_and_where_it_belongs(lesson: Lesson) -> None:
    placed = {section.id: _figures(section) for section in lesson.sections}
    names = [name for names in placed.values() for name in names]
    assert len(names) == len(set(names)) and set(names) <= set(FIGURES)
    pitfalls = ["pitfall-latency", "pitfall-accuracy-only", "pitfall-leakage", "pitfall-drift"]
    assert placed["pitfalls"] == pitfalls
    assert placed["self-check"] == ["paradox"]


def test_every_section_makes_the_reader_predict_or_look(lesson: Lesson) -> None:
    for section in lesson.sections:
        assert any(block.kind != "prose" for block in section.blocks), section.id


def test_the_fraud_question_keeps_its_verdict_for_after_the_answer(lesson: Lesson) -> None:
    section = lesson.sections[SECTIONS.index("self-check")]
    (check,) = (block for block in section.blocks if isinstance(block, SelfCheck))
    assert [choice.id for choice in check.choices if choice.correct] == ["misses"]
    assert all(choice.reply for choice in check.choices)
    before = plain(" ".join(block.markdown for block in section.blocks if isinstance(block, Prose)))
    assert "88 %" not in before and "2.27 %" not in before


def test_the_lesson_ends_with_what_to_do_next(lesson: Lesson) -> None:
    assert [step.page for step in lesson.next] == ["lab", "practice", "progress"]
    assert "What you can do next" in section_text(lesson, SECTIONS[-1])


@pytest.mark.parametrize(("error", "example"), POPULAR_ERRORS.items())
def test_no_popular_error_is_repeated(lesson: Lesson, error: str, example: str) -> None:
    assert re.search(error, example, re.IGNORECASE), "the pattern would miss the error itself"
    told = " ".join(section_text(lesson, id_) for id_ in SECTIONS)
    assert not re.search(error, told, re.IGNORECASE)


def test_the_words_around_the_numbers_are_true_of_the_numbers() -> None:
    numbers = lesson_numbers()
    matrix, fraud, dynamic = numbers["matrix"], numbers["fraud"], numbers["dynamic"]
    targets = Targets()
    assert matrix.accuracy < targets.accuracy and matrix.recall < targets.recall  # "falls short so far"
    assert targets.latency_s == 0.1  # "a tenth of a second"
    assert numbers["drift"]["precision"] < 0.5  # "most flags are now wrong"
    assert fraud["common"].accuracy == fraud["common"].do_nothing_accuracy  # "exactly as accurate"
    assert fraud["rare"].accuracy < fraud["rare"].do_nothing_accuracy  # "in the second it wins"
    quiet, busy, flooded = dynamic["quiet"], dynamic["busy"], dynamic["flooded"]
    assert dynamic["few"] == 2  # "a second message", "halves the number of calls"
    assert busy["few_s"] < busy["one_s"] and busy["fill_s"] < 0.010  # "a few milliseconds … faster"
    assert quiet["few_s"] > quiet["one_s"]  # "makes everyone slower"
    assert flooded["one_s"] is None and flooded["few_s"] is None  # "endless queue"


def test_the_prose_is_safe_for_a_markdown_page(lesson: Lesson) -> None:
    told = " ".join(read(block) for section in lesson.sections for block in section.blocks)
    assert "$" not in told  # two of them would turn the text between into a formula
    assert not re.search(r":[a-z_]+:|:[a-z]+\[", told)  # icons and colours
    assert "{{" not in told and "<" not in told
