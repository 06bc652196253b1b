"""What banks must not have between them: names used twice, a stem in the test and elsewhere, pools without their quota."""

from collections import Counter
from collections.abc import Iterator, Sequence

from core.base import Fault
from core.learning.bank_yaml import Trail
from core.learning.lint_readable import Readable, plain
from core.learning.question import Difficulty, Pool

PRACTICE: dict[Difficulty, int] = {"easy": 2, "medium": 2, "hard": 1}
"""Exactly the five of the practice page."""
TEST: dict[Difficulty, int] = {"easy": 9, "medium": 12, "hard": 9}
"""Three fresh tests of 3, 4 and 3."""
EACH_OBJECTIVE: dict[Pool, int] = {"test": 2, "review": 2}


def repeated_names(banks: Sequence[Readable]) -> Iterator[Fault]:
    """Two banks share a name, or an objective or a belief of two banks shares an id."""
    first: dict[tuple[str, str], str] = {}
    for bank in banks:
        own: list[tuple[Trail, str, str]] = [(("bank",), "bank", bank.bank.bank)]
        own += [(("objectives", i, "id"), "objective", o.id) for i, o in enumerate(bank.bank.objectives)]
        own += [(("misconceptions", i, "id"), "belief", m.id) for i, m in enumerate(bank.bank.misconceptions)]
        for trail, what, name in own:
            other = first.setdefault((what, name), bank.file.yaml.name)
            if other != bank.file.yaml.name:
                problem = f"{name!r} names {'' if what == 'bank' else f'{_a(what)} of '}{other} too"
                yield bank.file.fault(trail, problem, "choose another name")


def repeated_questions(banks: Sequence[Readable]) -> Iterator[Fault]:
    """A question's id is used twice, or its stem stands both in the test and in another pool."""
    ids: dict[str, str] = {}
    stems: dict[tuple[bool, str], tuple[str, Pool]] = {}
    for bank in banks:
        for trail, question in bank.questions():
            here = bank.file.fault((*trail, "id"), "", "").where or ""
            if question.id in ids:
                problem = f"{question.id!r} is used already at {ids[question.id]}"
                yield bank.file.fault((*trail, "id"), problem, "choose another id")
                continue
            ids[question.id] = here
            in_test, stem = question.pool == "test", plain(question.stem)
            twin = stems.get((not in_test, stem))
            if twin is not None:
                problem = f"asks in {question.pool} what {twin[0]} asks in {twin[1]}"
                yield bank.file.fault((*trail, "stem"), problem, "ask something else, or keep one of them")
            stems.setdefault((in_test, stem), (question.id, question.pool))


def missing_quotas(banks: Sequence[Readable]) -> Iterator[Fault]:
    """A pool lacks questions of a difficulty, or an objective lacks questions of a pool: all banks counted together.

    A pool with no question at all is not asked for, but practice if there is nothing at all.
    """
    questions = [question for bank in banks for question in bank.bank.questions]
    counts = Counter((question.pool, question.difficulty) for question in questions)
    pools: set[Pool] = {question.pool for question in questions} or {"practice"}
    for difficulty, wanted in PRACTICE.items():
        have = counts["practice", difficulty]
        if "practice" in pools and have != wanted:
            yield _of_pool(banks, "practice", difficulty, have, f"write exactly {wanted}")
    for difficulty, least in TEST.items():
        have = counts["test", difficulty]
        if "test" in pools and have < least:
            yield _of_pool(banks, "test", difficulty, have, f"write at least {least}")
    if pools >= set(EACH_OBJECTIVE):
        yield from _poor_objectives(banks)


def _poor_objectives(banks: Sequence[Readable]) -> Iterator[Fault]:
    """An objective has too few questions in the test or in review. A bank of nothing but practice needs neither."""
    counts = Counter((q.objective, q.pool) for bank in banks for q in bank.bank.questions)
    for bank in banks:
        if all(question.pool == "practice" for question in bank.bank.questions):
            continue
        for index, objective in enumerate(bank.bank.objectives):
            for pool, least in EACH_OBJECTIVE.items():
                have = counts[objective.id, pool]
                if have < least:
                    problem = f"has {have} questions in pool {pool}"
                    yield bank.file.fault(("objectives", index), problem, f"write at least {least}")


def _of_pool(banks: Sequence[Readable], pool: Pool, difficulty: Difficulty, have: int, fix: str) -> Fault:
    """The fault, placed at the questions of the first bank that has any in the pool."""
    holding = (bank for bank in banks if any(q.pool == pool for q in bank.bank.questions))
    bank = next(holding, banks[0])
    return bank.file.fault(("questions",), f"has {have} {difficulty} in pool {pool}", fix)


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
