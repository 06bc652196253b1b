"""Practice anything: what fits, what comes next, and that a refresh changes nothing; and the banks as one library."""

import pytest

from core.base import InvalidInput
from core.learning.events import AnswerGiven, GuessCommitted, HintOpened, SolutionShown
from core.learning.first_answers import first_answers
from core.learning.library import load_library
from core.learning.predict import place
from core.learning.selection import Wanted, matching, missed, next_item, tempts_with
from tests.question_samples import add, book, drawn_number, library, multi, number, order, predict, single

LIBRARY = library()
ANY = Wanted()
REVIEW = [f"r-{difficulty}-{n}" for difficulty in ("easy", "hard") for n in range(3)]


def given(name, correct, *, seed=1, score=1.0, **other):
    facts = {"bank": "one", "question": name, "rev": 1, "seed": seed, "score": score, **other}
    return AnswerGiven(**facts, answer=("a" if correct else "b",), correct=correct, tries=1)


def fitting(wanted, *events, source=LIBRARY):
    return [placed.question.id for placed in matching(source, first_answers(book(*events)), wanted)]


def ask(records, wanted=ANY, source=LIBRARY, seed=5):
    return next_item(source, records, wanted, seed)


def test_nothing_of_the_test_pool_is_ever_practised():
    assert fitting(ANY) == REVIEW
    records = book()
    for _ in range(12):
        chosen = ask(records)
        assert chosen.question.pool == "review"
        add(records or book(given("none", True)), [given(chosen.question.id, True, seed=chosen.seed)])
    missed_in_test = [given("t-easy-0", False)]
    assert fitting(Wanted(missed=True), *missed_in_test) == []


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(objective="aim-1"), ["r-easy-1", "r-hard-1"]),
        (Wanted(difficulty="hard"), ["r-hard-0", "r-hard-1", "r-hard-2"]),
        (Wanted(objective="aim-1", difficulty="easy"), ["r-easy-1"]),
        (Wanted(misconception="myth"), REVIEW),
        (Wanted(misconception="other"), []),
        (Wanted(objective="gone"), []),
    ],
)
def test_what_is_wanted_is_what_comes(wanted, names):
    assert fitting(wanted) == names
    chosen = ask([], wanted)
    assert (chosen.question.id if chosen else None) in (names or [None])


def test_a_question_tempts_with_the_beliefs_of_its_wrong_answers():
    assert tempts_with(single()) == tempts_with(multi()) == tempts_with(number()) == {"myth"}
    assert tempts_with(order()) == tempts_with(predict()) == frozenset()


def test_what_was_missed_is_what_the_newest_first_answer_got_wrong():
    events = [
        given("r-easy-0", False, seed=1),
        given("r-easy-1", False, seed=2),
        given("r-easy-0", True, seed=3),
        given("r-hard-0", True, seed=4),
        given("r-hard-0", False, seed=5, certainty=0.9),
        given("r-hard-1", False, seed=6, certainty=0.5),
    ]
    assert fitting(Wanted(missed=True), *events) == ["r-easy-1", "r-hard-0", "r-hard-1"]
    firsts = missed(first_answers(book(*events)))
    assert [first.question for first in firsts] == ["r-hard-0", "r-hard-1", "r-easy-1"]  # the sure one first


def practise(records, rounds, *, correct=lambda name: True, wanted=ANY, source=LIBRARY):
    """Answers whatever comes next, so many times; the names in the order asked."""
    names = []
    for _ in range(rounds):
        chosen = ask(records, wanted, source)
        names.append(chosen.question.id)
        events = [given(names[-1], correct(names[-1]), seed=chosen.seed, score=None)]
        if not correct(names[-1]):  # given up after a wrong try
            events.append(SolutionShown(bank="one", question=names[-1], rev=1, seed=chosen.seed))
        records[:] = add(records, events) if records else book(*events)
    return names


def test_what_was_never_asked_comes_first_and_the_easier_before_the_harder():
    names = practise([], 6)
    assert sorted(names) == sorted(REVIEW)
    assert [name.split("-")[1] for name in names] == ["easy"] * 3 + ["hard"] * 3


def test_then_comes_what_was_missed_and_then_what_was_asked_longest_ago():
    records = []
    first_round = practise(records, 6, correct=lambda name: name != "r-easy-1")
    names = practise(records, 3)
    assert names[0] == "r-easy-1"
    assert names[1:] == [name for name in first_round if name != "r-easy-1"][:2]


def test_nothing_comes_back_at_once_unless_there_is_nothing_else():
    records = []
    names = practise(records, 24, correct=lambda name: False)
    for index, name in enumerate(names):
        assert name not in names[max(0, index - 3) : index]
    only = Wanted(objective="aim-1", difficulty="easy")
    assert practise(records, 3, wanted=only) == ["r-easy-1"] * 3


def test_a_refresh_asks_the_same_and_another_learner_may_be_asked_something_else():
    assert ask([]) == ask([])
    assert len({ask([], seed=seed).question.id for seed in range(30)}) == 3
    assert len({ask([], seed=seed).seed for seed in range(30)}) == 30


def test_every_presentation_has_a_seed_of_its_own():
    records, seeds = [], []
    for _ in range(4):
        chosen = ask(records, Wanted(objective="aim-1", difficulty="easy"))
        seeds.append(chosen.seed)
        event = given(chosen.question.id, True, seed=chosen.seed)
        records = add(records, [event]) if records else book(event)
    assert len(set(seeds)) == 4


@pytest.mark.parametrize(
    "touch",
    [
        lambda seed: given("r-hard-2", False, seed=seed, score=None),
        lambda seed: HintOpened(bank="one", question="r-hard-2", rev=1, seed=seed, level=1),
    ],
)
def test_what_was_begun_is_gone_on_with_until_it_is_done(touch):
    records = book(given("r-easy-0", True, seed=3), touch(77))
    chosen = ask(records)
    assert (chosen.question.id, chosen.seed) == ("r-hard-2", 77)
    assert ask(records, Wanted(objective="aim-0")).question.id != "r-hard-2"
    add(records, [SolutionShown(bank="one", question="r-hard-2", rev=1, seed=77)])
    assert ask(records).seed != 77


def test_a_locked_guess_is_gone_on_with_until_its_run_has_measured():
    source = library(predict())
    wanted = Wanted(objective="aim-0", difficulty="easy")
    records = book(GuessCommitted(place=place("one", "p", 77), guess={"answer": "30"}))
    assert (ask(records, wanted, source).question.id, ask(records, wanted, source).seed) == ("p", 77)
    done = AnswerGiven(
        bank="one",
        question="p",
        rev=1,
        seed=77,
        answer=("30",),
        correct=True,
        tries=1,
        score=1.0,
        measured=30.0,
    )
    add(records, [done])
    assert ask(records, wanted, source).seed != 77


def test_what_is_asked_has_its_numbers_drawn():
    source = library(drawn_number())
    records = book(*(given(name, True) for name in REVIEW))
    chosen = ask(records, source=source)
    assert chosen.question.params and chosen.concrete.params is None
    assert chosen.concrete == chosen.concrete


def test_a_library_is_all_banks_of_a_folder(tmp_path):
    source = library()
    assert source.bank("one").bank == "one"
    assert source.find("one", "r-easy-0").id == "r-easy-0" and source.find("two", "r-easy-0") is None
    assert source.objective("aim-1").text == "Aim 1" and source.objective("gone") is None
    assert source.misconception("myth").belief == "So" and source.misconception("gone") is None
    assert [objective.id for objective in source.objectives_of("review")] == ["aim-0", "aim-1", "aim-2"]
    assert source.objectives_of("practice") == ()
    assert len(source.placed()) == 36 and len(source.placed("test")) == 30
    with pytest.raises(InvalidInput, match="'two' is unknown; give one of one"):
        source.bank("two")
    (tmp_path / "a.yaml").write_text("schema: 2\n")
    (tmp_path / "b.yaml").write_text("schema: 3\n")
    with pytest.raises(InvalidInput) as caught:
        load_library(tmp_path)
    assert {fault.where.split(":")[0] for fault in caught.value.faults} == {
        str(tmp_path / name) for name in ("a.yaml", "b.yaml")
    }
