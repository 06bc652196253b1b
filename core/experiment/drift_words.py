"""What changing days did to a model, and what the detectors made of it, in sentences."""

from core.experiment.drift_days import Days, Share, share_with_interval
from core.experiment.drift_plan import Drift, Retraining
from core.metrics import ConfusionMatrix
from core.metrics.drift_detector import Watch, first_alarm

SHARES: tuple[Share, ...] = ("accuracy", "recall", "precision")


def drift_finding(days: Days, begins: int | None) -> str:
    """Which share moved most with the change, if one moved by more than chance: all days after against all before."""
    last = days.numbers[-1]
    if begins is None:
        whole = days.between(1, last)
        return f"Nothing changes, and nothing falls: recall is {_percent(whole.recall)} over {last} days"
    if begins == 1:
        whole = days.between(1, last)
        return f"Changed from the first day on: recall is {_percent(whole.recall)}, accuracy {_percent(whole.accuracy)}"
    moved = _moved(days.between(1, begins - 1), days.between(begins, last))
    if moved is None:
        return f"From day {begins} on no share moved by more than chance"
    share, was, now = moved
    verb = "fell" if now < was else "rose"
    return f"From day {begins} on {share} {verb} from {_percent(was)} to {_percent(now)}"


def promise_finding(promised: ConfusionMatrix, days: Days, begins: int | None) -> str:
    """Whether live accuracy is what the test promised, beyond chance: before a change and after it, or all along."""
    last, said = days.numbers[-1], _percent(promised.accuracy)
    if begins is None or begins == 1:
        met = days.between(1, last)
        if not _falls_short(met, promised):
            return f"The test promised {said}, and {last} days brought {_percent(met.accuracy)}: the promise holds"
        return f"The test promised {said}; from the first day on accuracy is {_percent(met.accuracy)}"
    before, after = days.between(1, begins - 1), days.between(begins, last)
    held = "holds" if not _falls_short(before, promised) else "does not hold even"
    if not _falls_short(after, promised):
        return f"The promise of {said} {held} until day {begins - 1}, and the change on day {begins} costs no more than chance"
    return f"The promise of {said} {held} until day {begins - 1}; from day {begins} on accuracy is {_percent(after.accuracy)}"


def _falls_short(met: ConfusionMatrix, promised: ConfusionMatrix) -> bool:
    """Whether accuracy is lower by more than chance (the two 95 % intervals do not meet)."""
    one, other = share_with_interval(met, "accuracy"), share_with_interval(promised, "accuracy")
    return one is not None and other is not None and one[2] < other[1]


def retraining_finding(frozen: Days, retrained: Days, retraining: Retraining, n_learned: int) -> str:
    """What training anew brought on the days after it, in the share that it moved most."""
    first, last = retrained.numbers[0], retrained.numbers[-1]
    before, after = frozen.between(first, last), retrained.between(first, last)
    moved = _moved(before, after)
    learned = f"Trained anew on {n_learned:,} messages after day {retraining.after}"
    days = f"on day {last}" if first == last else f"on days {first} to {last}"
    if moved is None:
        return f"{learned}: no share moves by more than chance {days}"
    share, was, now = moved
    return f"{learned}: {share} {'rises' if now > was else 'falls'} from {_percent(was)} to {_percent(now)} {days}"


def alarm_finding(watch: Watch, alpha: float, begins: int | None) -> str:
    """When each detector first alarmed after the change, and how often on the days before it."""
    found = {"KS": watch.ks_alarms(alpha), "PSI": watch.psi_alarms(watch.psi_bound(alpha))}
    quiet = len(watch.psi) if begins is None else begins - 1
    false = sum(int(alarms[:quiet].sum()) for alarms in found.values())
    before = f"{false or 'no'} false alarm{'' if false == 1 else 's'} on {quiet} day{'' if quiet == 1 else 's'} without a change"
    if begins is None:
        return f"Nothing changes: {before}"
    first = {name: first_alarm(alarms, since=begins) for name, alarms in found.items()}
    ks, psi = first["KS"], first["PSI"]
    if ks == psi:
        seen = "Neither detector alarms" if ks is None else f"Both detectors alarm on day {ks}"
    else:
        seen = " and ".join(f"{name} alarms on day {day}" if day else f"{name} never does" for name, day in sorted(first.items(), key=lambda one: one[1] is None))  # fmt: skip
    return f"{seen}; the change came on day {begins}" + (f", after {before}" if quiet else "")


def skew_finding(days: Days, incoming: Watch, scores: Watch, drift: Drift, alpha: float) -> str:
    """Where the change sits: alarms on the scores but not on what comes in mean that it is inside the service."""
    begins = drift.begins
    if begins is None:
        return "The service reads texts as training did, and nothing falls"
    outside, inside = (int(watch.ks_alarms(alpha)[begins - 1 :].sum()) for watch in (incoming, scores))
    n = len(days) - begins + 1
    head = drift_finding(days, begins)
    where = f"what comes in raised the alarm on {outside} of {n} days, the scores on {inside}"
    expected = max(1.0, 3 * alpha * n)
    if inside > expected >= outside:
        return f"{head}; {where}: the change is inside the service"
    if inside <= expected and outside <= expected:
        return f"{head}; {where}: neither detector sees it"
    return f"{head}; {where}"


def points_off(guess: float, value: float, *, higher_is_better: bool = True) -> str:
    """How far a guessed share was off, in points.

    >>> points_off(0.9, 0.7), points_off(0.7, 0.72), points_off(0.5, 0.7)
    ('20 points too optimistic', 'close', '20 points too pessimistic')
    """
    off = round(100 * abs(guess - value))
    if off <= 3:
        return "close"
    optimistic = (guess > value) == higher_is_better
    return f"{off} points too {'optimistic' if optimistic else 'pessimistic'}"


def _moved(before: ConfusionMatrix, after: ConfusionMatrix) -> tuple[Share, float, float] | None:
    """The share that differs most beyond chance (the two 95 % intervals do not meet), with both its values."""
    moved = []
    for share in SHARES:
        was, now = share_with_interval(before, share), share_with_interval(after, share)
        if was and now and (now[2] < was[1] or was[2] < now[1]):
            moved.append((share, was[0], now[0]))
    return max(moved, key=lambda one: abs(one[2] - one[1]), default=None)


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{100 * share:.1f} %"
