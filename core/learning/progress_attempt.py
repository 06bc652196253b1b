"""From a learner's events to the moves that rebuild an attempt at one question (core.learning.grading)."""

from collections.abc import Iterable

from core.learning import grading
from core.learning.events import AnswerGiven, HintOpened, PracticeRestarted, Recorded, SolutionShown


def attempt_moves(
    records: Iterable[Recorded], *, bank: str, question: str, rev: int
) -> tuple[grading.Event, ...]:
    """The moves on one question since its bank was last started afresh, for ``Attempt.replay``.

    Times are seconds since 1970 (UTC), the clock on which the page's later moves must also be.
    A hint that two tabs opened counts once.
    """
    moves: list[grading.Event] = []
    hints: set[int] = set()
    for record in sorted(records, key=lambda record: record.id):
        at_s = record.at.timestamp()
        match record.event:
            case PracticeRestarted(bank=restarted) if restarted == bank:
                moves.clear()
                hints.clear()
            case AnswerGiven() | HintOpened() | SolutionShown() as event:
                if (event.bank, event.question, event.rev) != (bank, question, rev):
                    continue
                if isinstance(event, HintOpened):
                    if event.level in hints:
                        continue
                    hints.add(event.level)
                moves.append(_move(event, at_s))
            case _:
                pass
    return tuple(moves)


def _move(event: AnswerGiven | HintOpened | SolutionShown, at_s: float) -> grading.Event:
    match event:
        case AnswerGiven(answer=answer):
            return grading.Event(kind="answer", at_s=at_s, chosen=answer)
        case HintOpened():
            return grading.Event(kind="hint", at_s=at_s)
        case SolutionShown():
            return grading.Event(kind="reveal", at_s=at_s)
