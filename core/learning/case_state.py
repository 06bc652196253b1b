"""Where a learner stands on a case study: what they decided last, and how it did, replayed from their events."""

from core.experiment.case import Case, Decision, decision_from_plain, decision_to_plain
from core.experiment.case_gap import Gap, Verdict
from core.learning.events_case import CaseDecided
from core.learning.progress import Progress

VERDICTS: tuple[Verdict, ...] = ("best", "near", "dear", "missed")


def decided(case: Case, gap: Gap, *, twisted: bool) -> CaseDecided:
    """The event of a decision."""
    mine = gap.mine
    return CaseDecided(
        case=case.id,
        rev=case.rev,
        twist=twisted,
        choice=decision_to_plain(mine.decision),
        outcome={
            "verdict": gap.verdict,
            "met": mine.met,
            "day_cost": mine.day_cost,
            "best_day_cost": gap.best.day_cost,
            "tail_s": mine.served.tail.tail_s,
        },
    )


def last_decision(progress: Progress, case: Case, *, twisted: bool) -> Decision | None:
    """What the learner decided last; None if nothing, or something that is no longer offered."""
    found = _last(progress, case, twisted)
    return None if found is None else decision_from_plain(found.choice, case.offer)


def last_verdict(progress: Progress, case: Case, *, twisted: bool) -> Verdict | None:
    """How the last decision did; None if there is none."""
    found = _last(progress, case, twisted)
    said = None if found is None else found.outcome.get("verdict")
    return next((verdict for verdict in VERDICTS if verdict == said), None)


def _last(progress: Progress, case: Case, twisted: bool) -> CaseDecided | None:
    mine = (
        event
        for event in reversed(progress.decided)
        if (event.case, event.rev, event.twist) == (case.id, case.rev, twisted)
    )
    return next(mine, None)
