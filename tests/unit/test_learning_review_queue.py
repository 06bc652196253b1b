"""Today's review: what is in it, in which order, and what never is."""

from datetime import UTC, date, datetime, time, timedelta

from golden_exports import BANK

from core.learning.events import AnswerGiven, Event, Recorded, TestAnswered
from core.learning.library import Library
from core.learning.question import Bank
from core.learning.review import cards
from core.learning.review_queue import NEW_A_DAY, Review, presentation_seed, review

MONDAY = date(2026, 3, 2)
QUESTIONS = {question.id: question for question in BANK.questions}


def named(bank: str, *questions: tuple[str, str, str]) -> Bank:
    """A bank of questions given as (id, pool, objective), each objective its own."""
    single = QUESTIONS["ek-single"]
    made = tuple(
        single.model_copy(update={"id": name, "pool": pool, "objective": objective, "rev": 1})
        for name, pool, objective in questions
    )
    return BANK.model_copy(update={"bank": bank, "questions": made})


LIBRARY = Library(
    banks=(
        named(
            "one",
            ("p1", "practice", "x"),
            ("p2", "practice", "y"),
            ("t1", "test", "x"),
            ("r1", "review", "x"),
        ),
        named("two", ("r2", "review", "y"), ("r3", "review", "z"), ("t2", "test", "z")),
    )
)


def given(
    question: str, correct: bool = True, *, bank: str = "one", seed: int = 1, **more: object
) -> AnswerGiven:
    facts = {"rev": 1, "tries": 1, "answer": ("a",), "score": float(correct), **more}
    return AnswerGiven(bank=bank, question=question, correct=correct, seed=seed, **facts)  # type: ignore[arg-type]


def in_a_test(
    question: str, correct: bool, *, bank: str, place: int = 1, certainty: float | None = None
) -> TestAnswered:
    return TestAnswered(
        test="t", place=place, bank=bank, question=question, rev=1, seed=0, answer=("a",), correct=correct,
        certainty=certainty,
    )  # fmt: skip


def reviewed(*events: tuple[int, Event], today: int, library: Library = LIBRARY) -> Review:
    records = [
        Recorded(
            id=id_, learner="l", at=datetime.combine(MONDAY + timedelta(days=day), time(9), UTC), event=event
        )
        for id_, (day, event) in enumerate(events, 1)
    ]
    return review(cards(records), records, library, learner="l", today=MONDAY + timedelta(days=today))


def queue(found: Review) -> list[tuple[str, str]]:
    return [(due.placed.question.id, due.why) for due in found.due]


def test_somebody_new_has_nothing_to_review() -> None:
    assert reviewed(today=0) == Review(today=MONDAY, known=(), due=(), done=0, next_day=None)


def test_what_was_answered_today_is_done_and_says_when_it_comes_back() -> None:
    found = reviewed((0, given("p2", False)), today=0)
    assert queue(found) == [("r2", "new")]
    assert (found.done, found.next_day) == (1, MONDAY + timedelta(days=1))


def test_errors_made_in_confidence_come_first_then_what_is_most_nearly_forgotten_then_the_new() -> None:
    found = reviewed(
        (0, given("p1", False)),
        (0, given("p2")),
        (3, given("r1", False, certainty=0.9)),
        today=20,
    )
    assert queue(found) == [("r1", "sure"), ("p1", "due"), ("p2", "due"), ("r2", "new")]


def test_what_is_not_due_yet_is_not_asked() -> None:
    found = reviewed((0, given("r1")), today=1)
    assert ("r1", "due") not in queue(found)
    assert found.next_day is not None and found.next_day > found.today


def test_a_question_of_the_test_is_never_reviewed_but_a_miss_brings_in_one_about_the_same() -> None:
    assert queue(reviewed((0, in_a_test("t2", False, bank="two")), today=0)) == [("r3", "new")]


def test_new_questions_are_about_what_was_met_and_the_worst_met_comes_first() -> None:
    found = reviewed(
        (0, given("p1")),
        (0, in_a_test("t2", False, bank="two", certainty=0.9)),
        (0, given("p2", False)),
        today=0,
    )
    assert queue(found) == [("r3", "new"), ("r2", "new"), ("r1", "new")]


def test_only_a_few_new_questions_come_on_one_day() -> None:
    many = named("many", ("p1", "practice", "x"), *((f"r{n}", "review", "x") for n in range(9)))
    library = Library(banks=(many,))
    first = given("p1", bank="many")
    assert len(reviewed((0, first), today=0, library=library).due) == NEW_A_DAY
    begun = [(0, given(f"r{n}", bank="many")) for n in range(3)]
    assert len(reviewed((0, first), *begun, today=0, library=library).due) == NEW_A_DAY - 3
    assert (
        sum(why == "new" for _, why in queue(reviewed((0, first), *begun, today=1, library=library)))
        == NEW_A_DAY
    )


def test_a_card_left_open_today_stays_in_front_and_one_left_open_elsewhere_waits() -> None:
    seed = presentation_seed("l", ("one", "p1", 1), MONDAY)
    left = given("p1", False, seed=seed, score=None)
    assert queue(reviewed((0, given("p2", False)), (0, left), today=0))[0] == ("p1", "open")
    assert ("p1", "open") not in queue(reviewed((0, given("p1", False, score=None)), today=0))


def test_a_raised_revision_or_a_question_that_is_gone_has_no_card() -> None:
    raised = LIBRARY.banks[0].questions[0].model_copy(update={"rev": 2})
    library = Library(banks=(LIBRARY.banks[0].model_copy(update={"questions": (raised,)}),))
    found = reviewed((0, given("p1", False)), (0, given("p2", False)), today=9, library=library)
    assert (found.known, found.due) == ((), ())


def test_a_prediction_is_not_reviewed() -> None:
    library = Library(banks=(BANK,))
    events = [(0, given(name, False, bank="every-kind")) for name in ("ek-predict", "ek-order")]
    assert ("ek-predict", "due") not in queue(reviewed(*events, today=5, library=library))
    assert ("ek-order", "due") in queue(reviewed(*events, today=5, library=library))


def test_the_numbers_stay_for_a_day_and_change_with_it() -> None:
    item = ("one", "p1", 1)
    assert presentation_seed("l", item, MONDAY) == presentation_seed("l", item, MONDAY)
    others = {presentation_seed("l", item, MONDAY + timedelta(days=1)), presentation_seed("m", item, MONDAY)}
    assert presentation_seed("l", item, MONDAY) not in others
