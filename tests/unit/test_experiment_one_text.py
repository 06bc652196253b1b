"""One text sent to the measuring process: what comes back over the wire, and from when its time counts."""

import json

import pytest

from core.base import InvalidInput
from core.experiment import jobs
from core.experiment.jobs import Bench
from core.experiment.one_text import LONGEST_TEXT, OneAnswer, text_task
from tests.built_in import MODELS, built_in

SPAM = "Claim your free prize now, just call this number"


def test_a_text_is_answered_and_timed_from_when_it_was_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "TrainedModels", lambda: MODELS)
    task, attached = text_task("tfidf-logreg", f"  {SPAM} ")
    task["due_s"] -= 5.0  # it has stood in the queue since

    came = Bench().do(task | attached, report=lambda _snapshot: None, stop=lambda: False)
    answer = OneAnswer(**json.loads(json.dumps(came)))

    assert attached == {"text": SPAM}, "what is not kept goes along with the task, never in it"
    assert answer.label == "spam" and answer.known
    assert answer.sure == pytest.approx(built_in("tfidf-logreg").probabilities(SPAM)["spam"])
    assert answer.waiting_s >= 5.0 and 0 < answer.service_s < answer.latency_s
    assert answer.latency_s == answer.waiting_s + answer.service_s


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST_TEXT + 1)])
def test_no_text_and_too_long_a_text_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="text"):
        text_task("tfidf-logreg", text)
