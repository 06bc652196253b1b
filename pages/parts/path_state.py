"""Where this learner stands on the path: the stages, the next step and an open test; worked out anew after each event."""

from dataclasses import dataclass
from datetime import date

from core.learning.exam import Exam
from core.learning.path import Stage, Step, next_step, stages
from core.learning.standing import standing
from pages.parts import cached, clock, exam_state, review_state, session


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """verdict: what the tests said so far, empty before the first. open_test: the test that is not at its end."""

    stages: tuple[Stage, ...]
    step: Step
    verdict: str
    open_test: str


def stand() -> Stand:
    """Where the learner stands now: kept until they do something more, or a new day begins."""
    now = (session.progress().last_id, clock.today())
    kept: tuple[tuple[int, date], Stand] | None = session.remembered("stand", None)
    if kept is None or kept[0] != now:
        kept = (now, _stand())
        session.remember("stand", kept)
    return kept[1]


def _stand() -> Stand:
    progress, lessons, bank = session.progress(), cached.lessons(), cached.bank("practice")
    tests = exam_state.tests()
    level = standing(tests).level
    tested = level != "untested"
    path = stages(progress, lessons[0], bank, tested=tested)
    # What is due matters only after the path, and takes longer to work out than all the rest.
    due = len(review_state.now().review.due) if all(stage.done for stage in path) else 0
    cases = tuple(case.id for case in cached.cases())
    asked = next((test for test in tests if not (test.abandoned or test.finished or test.outdated)), None)
    ahead = next_step(progress, lessons, bank, tested=tested, due=due, cases=cases)
    return Stand(
        stages=path,
        step=ahead if asked is None else _go_on(asked),
        verdict=level if tested else "",
        open_test="" if asked is None else asked.test,
    )


def _go_on(test: Exam) -> Step:
    """Back to a test that lies open: nothing is lost of it."""
    why = f"{len(test.answers)} of {test.asked} answers are locked"
    return Step(place="test", label="Go on with the test", why=why, query={"test": test.test})
