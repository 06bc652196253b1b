"""Sentences say what the numbers say, and call chance by its name."""

import numpy as np

from core.experiment.drift_days import Days
from core.experiment.drift_plan import Drift, Retraining
from core.experiment.drift_words import (
    alarm_finding,
    drift_finding,
    promise_finding,
    retraining_finding,
    skew_finding,
)
from core.metrics.drift_detector import Watch


def days(recalls, first_day=1, positives=100, fp=5):
    tp = np.round(np.array(recalls) * positives).astype(int)
    n = len(tp)
    return Days(first_day=first_day, tp=tp, fp=np.full(n, fp), fn=positives - tp, tn=np.full(n, 95))


def watch(p_values):
    p = np.array(p_values, dtype=float)
    return Watch(psi=np.where(p < 0.01, 1.0, 0.01), ks_p=p, n_reference=1_000, per_day=200)


def test_the_share_that_moved_most_beyond_chance_is_named_with_both_values() -> None:
    assert drift_finding(days([0.9, 0.9, 0.5, 0.5]), 3) == "From day 3 on recall fell from 90.0 % to 50.0 %"
    assert drift_finding(days([0.5, 0.5, 0.9]), 3).startswith("From day 3 on recall rose from 50.0 %")


def test_a_promise_is_held_against_the_days_before_a_change_and_after_it() -> None:
    good, bad = 0.9, 0.5
    promised = days([good] * 9).between(1, 9)
    assert promise_finding(promised, days([good] * 3), None).endswith("brought 92.5 %: the promise holds")
    assert "from the first day on accuracy is 72.5 %" in promise_finding(promised, days([bad] * 3), None)
    assert "from the first day on accuracy is 72.5 %" in promise_finding(promised, days([bad] * 3), 1)
    changed = promise_finding(promised, days([good, good, bad]), 3)
    assert changed == "The promise of 92.5 % holds until day 2; from day 3 on accuracy is 72.5 %"
    assert "no more than chance" in promise_finding(promised, days([good, good, 0.88]), 3)
    assert "does not hold even until day 1" in promise_finding(promised, days([bad, bad]), 2)


def test_a_move_within_chance_is_not_called_one() -> None:
    assert drift_finding(days([0.90, 0.90, 0.88]), 3) == "From day 3 on no share moved by more than chance"
    assert (
        drift_finding(days([0.9] * 3), None)
        == "Nothing changes, and nothing falls: recall is 90.0 % over 3 days"
    )
    assert drift_finding(days([0.9] * 3), 1).startswith("Changed from the first day on")


def test_retraining_is_said_to_help_to_harm_or_neither() -> None:
    frozen, retraining = days([0.9, 0.5, 0.5, 0.5]), Retraining(after=2, window=1)
    words = [retraining_finding(frozen, days(recalls, first_day=3), retraining, 200) for recalls in ([0.9] * 2, [0.1] * 2, [0.52] * 2)]  # fmt: skip
    assert words[0].endswith("recall rises from 50.0 % to 90.0 % on days 3 to 4")
    assert words[1].endswith("recall falls from 50.0 % to 10.0 % on days 3 to 4")
    assert (
        words[2]
        == "Trained anew on 200 messages after day 2: no share moves by more than chance on days 3 to 4"
    )


def test_alarms_are_said_by_detector_with_the_false_ones_before() -> None:
    assert alarm_finding(watch([0.5, 0.5, 0.001]), 0.01, 3) == (
        "Both detectors alarm on day 3; the change came on day 3, after no false alarms on 2 days without a change"
    )
    assert "Neither detector alarms" in alarm_finding(watch([0.5] * 3), 0.01, 2)
    one = Watch(
        psi=np.array([0.0, 0.0, 0.0]), ks_p=np.array([0.001, 0.5, 0.001]), n_reference=1_000, per_day=200
    )
    assert alarm_finding(one, 0.01, 3).startswith("KS alarms on day 3 and PSI never does")
    assert alarm_finding(one, 0.01, 3).endswith("after 1 false alarm on 2 days without a change")
    assert alarm_finding(one, 0.01, None) == "Nothing changes: 2 false alarms on 3 days without a change"


def test_a_change_inside_the_service_is_told_from_one_outside_and_from_none() -> None:
    drift, quiet, loud = Drift(skew="letters", skew_from=2), watch([0.5] * 5), watch([0.5] + [1e-6] * 4)
    found = days([0.9, 0.5, 0.5, 0.5, 0.5])
    assert skew_finding(found, quiet, loud, drift, 0.01).endswith("the change is inside the service")
    assert skew_finding(found, quiet, quiet, drift, 0.01).endswith("neither detector sees it")
    assert skew_finding(found, loud, loud, drift, 0.01).endswith("on 4 of 4 days, the scores on 4")
    assert "nothing falls" in skew_finding(found, quiet, quiet, Drift(), 0.01)
