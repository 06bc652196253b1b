"""The quality page: guess before figures, every view computed from real scores, and the learner's own texts judged too."""

import re
from collections.abc import Callable

import pytest
from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.base.numbers_format import NO_BREAK, count, pct
from core.experiment.held_out import held_out, held_out_to_plain
from core.learning.events import GuessCommitted
from core.learning.store import Store
from core.metrics.classification_measures import measures
from core.metrics.classification_scores import at_threshold
from core.serving import LinearCost
from core.text import CATALOGUE, read_labelled_csv, train
from pages.parts import cached
from pages.parts.quality_measures import literal
from pages.parts.quality_threshold import CURVES, MEASURES

OpenPage = Callable[..., AppTest]
OWN = "text,label\n" + "".join(
    f"{words} number {n},{label}\n"
    for label, words in (
        ("s*p*ort", "match goal team"),
        ("money", "bank loan rate"),
        ("food", "bread soup dinner"),
    )
    for n in range(24)
)


def _words(at: AppTest) -> str:
    return words_of(at).replace(NO_BREAK, " ")


def _uncovered(open_page: OpenPage, view: str, **query: str) -> AppTest:
    at = open_page("quality", quality_view=view, **query)
    assert not at.exception
    assert not at.get("plotly_chart"), "nothing is shown before the guess"
    return next(button for button in at.button if button.label == "No idea").click().run()


def _goals_done(at: AppTest) -> list[str]:
    shown = " ".join(element.proto.body for element in at.get("html"))
    return re.findall(r'<li class="done">.*?</span>(.*?)<span', shown)


def test_the_threshold_s_matrix_is_the_one_of_the_classifier_s_own_answers(open_page: OpenPage) -> None:
    at = _uncovered(open_page, "Threshold", quality_classifier="Hashing + linear model (SGD)")
    (ok, spam), (miss, found) = cached.trained("hashing-sgd").confusion
    words = _words(at)
    assert f"| **{count(found)}** TP, {pct(found / (miss + found))}".replace(NO_BREAK, " ") in words
    assert (
        f"**{miss}** FN, miss" in words and f"**{spam}** FP, false alarm" in words and f"**{ok}** TN" in words
    )
    assert f"**{miss} misses** and **{spam} false alarms**" in words
    # One idea a scene: the curves are there when asked for.
    assert len(at.get("plotly_chart")) == 1
    at.segmented_control(key="quality_closer").set_value(CURVES).run()
    assert len(at.get("plotly_chart")) == 3


def test_moving_the_slider_moves_every_measure_and_says_what_was_traded(open_page: OpenPage) -> None:
    at = _uncovered(open_page, "Threshold")
    at.slider(key="quality_threshold").set_value(90).run()
    at.segmented_control(key="quality_closer").set_value(MEASURES).run()
    examined = cached.examined("tfidf-logreg", "spam")
    usual, strict = (examined.scan.matrix(at_threshold(examined, level)) for level in (0.5, 0.9))
    words = _words(at)
    for one in measures(strict, "spam", "ok"):
        assert one.sum in words
    assert f"**{strict.fn - usual.fn} more misses**" in words
    assert f"**{usual.fp - strict.fp} fewer false alarms**" in words
    assert "exact, n = 1,800" in words and "bootstrap, n = 1,800" in words

    # Some of the texts that are judged wrongly can be read: as they are, and really on the wrong side.
    (wrong,) = (table.value for table in at.table if "Error" in table.value)
    texts = [
        text for text, _ in zip(cached.trained("tfidf-logreg").held_out.texts, examined.scores, strict=True)
    ]
    assert set(wrong["Error"]) == {"missed", "false alarm"} and len(wrong) <= 10
    lowest = min(examined.scores[examined.truth])
    assert wrong["Text"][0] == literal(" ".join(texts[list(examined.scores).index(lowest)].split()))

    # A goal is reached by the counts, and stays so; flagging everything finds all and is none.
    assert not _goals_done(at)
    assert not _goals_done(at.slider(key="quality_threshold").set_value(0).run())
    assert strict.precision is not None and strict.precision < 0.99
    at.slider(key="quality_threshold").set_value(1).run()
    (goal,) = _goals_done(at.slider(key="quality_threshold").set_value(90).run())
    assert goal.startswith("find 99 of 100 spam")


def test_the_other_class_can_be_the_one_looked_for(open_page: OpenPage) -> None:
    at = _uncovered(open_page, "Threshold", quality_positive="ok")
    assert "Really ok** | **" in _words(at)
    at.segmented_control(key="quality_closer").set_value(MEASURES).run()
    assert "Of the flagged, how much is ok?" in _words(at)


def test_a_guess_is_kept_and_compared(open_page: OpenPage, store: Store) -> None:
    at = open_page("quality")
    at.select_slider(key=_guess_key(at)).set_value(90)
    next(button for button in at.button if button.label == "That is my guess").click().run()
    examined = cached.examined("tfidf-logreg", "spam")
    recall = examined.scan.matrix(at_threshold(examined, 0.9)).recall
    assert f"You guessed **90 %**; from 90 % on it is **{pct(recall)}**".replace(NO_BREAK, " ") in _words(at)
    (kept,) = store.events(LEARNER, kinds=["guess_committed"])
    assert isinstance(kept.event, GuessCommitted) and kept.event.guess["guess"] == 90


def _guess_key(at: AppTest) -> str:
    return next(str(slider.key) for slider in at.select_slider if "guess" in str(slider.key))


def test_costs_capacity_and_rules_come_to_one_sentence(open_page: OpenPage) -> None:
    at = _uncovered(open_page, "Cost and capacity")
    words = _words(at)
    assert "Cheapest: **flag from" in words and "The mode is nowhere in this sum" in words
    assert "The rule for batch (precision of at least 90 %) flags from" in words
    assert "**It does not agree**: £" in words and "from n = 1,800)" in words
    assert len(at.get("plotly_chart")) == 2

    at.number_input(key="quality_reviews").set_value(0).run()
    assert "Cheapest: **flag nothing, £9,000 a day**" in _words(at)
    assert "more flags a day than can be reviewed: **it does not fit**" in _words(at)
    assert re.search(r"\*\*the limit of 0 reviews costs £8,\d\d\d a day\*\*", _words(at))

    at.number_input(key="quality_reviews").set_value(10_000).run()
    at.number_input(key="quality_miss").set_value(0.0).run()
    assert "£0 a day**" in _words(at)
    at.number_input(key="quality_alarm").set_value(0.0).run()
    assert "every line is as good as any other" in at.info[0].value and not at.get("plotly_chart")


def test_both_rules_can_agree_with_the_cheapest_line(open_page: OpenPage) -> None:
    examined = cached.examined("tfidf-logreg", "spam")
    at = _uncovered(
        open_page,
        "Cost and capacity",
        quality_share=f"{100 * examined.prevalence:.2f}",
        quality_reviews="10000",
        quality_miss="1.0",
        quality_precision="96",
        quality_recall="95",
    )
    words = _words(at)
    assert "**It agrees**: £" in words and "It agrees while a miss costs" in words
    assert "Both rules agree with it here." in words


def test_any_cell_of_the_matrix_can_be_changed_and_presets_fill_it(open_page: OpenPage) -> None:
    at = open_page("quality", quality_view="The matrix")
    next(button for button in at.button if button.label == "That is my guess").click().run()
    assert "Choose an answer first" in at.warning[0].value and not at.get("plotly_chart")
    at = _uncovered(open_page, "The matrix")
    for result in ("**85 %**", "**80 %**", "**88.9 %**", "**81.8 %**", "**84.2 %**"):
        assert result in _words(at)
    at.number_input(key="quality_fn").set_value(600).run()
    assert "400 ÷ (400 + 600)" in _words(at) and "**40 %**" in _words(at)
    at.button(key="quality_preset_A filter that flags nothing").click().run()
    assert "nothing to divide by" in _words(at)
    assert "as many of them would be right if nothing were flagged" in _words(at)
    for name in ("fn", "tn"):
        at.number_input(key=f"quality_{name}").set_value(0)
    at.run()
    assert "there is nothing to judge" in _words(at)
    assert not at.exception


def test_the_highest_of_the_four_is_asked_for_first(open_page: OpenPage) -> None:
    at = open_page("quality", quality_view="The matrix")
    at.radio[0].set_value("Accuracy")
    next(button for button in at.button if button.label == "That is my guess").click().run()
    assert "You guessed **Accuracy**, which is 85 %; the highest is **Recall**, 88.9 %." in _words(at)


def test_fraud_presets_show_what_can_and_what_cannot_be(open_page: OpenPage) -> None:
    at = _uncovered(open_page, "Accuracy paradox")
    assert "TP 24, FN 176, FP 24, TN 9,776" in _words(at) and "TP 12, FN 88, FP 112, TN 9,788" in _words(at)
    at.button(key="quality_fraud_0.05").click().run()
    assert "The false alarms would have to be −240 of 10,000." in _words(at)
    assert at.slider(key="quality_prevalence").value == 5.0, "what was asked for stays as it is"
    assert len(at.get("plotly_chart")) == 1
    at.slider(key="quality_found").set_value(100.0).run()
    at.slider(key="quality_accuracy").set_value(60.0).run()
    assert not at.warning and "go together up to **60 %**" in _words(at)


def test_models_are_judged_for_both_modes(open_page: OpenPage) -> None:
    at = _uncovered(open_page, "Which model")
    assert "Fit for real time: 4 of 4; the best **" in _words(at)
    assert len(at.dataframe[0].value) == len(CATALOGUE)
    at.select_slider(key="quality_bound").set_value(5).run()
    assert "**None is fit for real time**: none is quick enough" in _words(at)
    at.slider(key="quality_threshold").set_value(99).run()
    assert "none is right often enough" in _words(at)


def test_a_queue_that_grows_is_left_out_and_named(open_page: OpenPage) -> None:
    # 7.03 ms a text: at most 142 a second.
    at = _uncovered(open_page, "Which model", quality_rate="200")
    assert "every queue keeps growing" in _words(at)
    assert "Not drawn, since the queue keeps growing: TF-IDF + logistic regression," in _words(at)


def test_without_measured_costs_the_page_says_so(open_page: OpenPage) -> None:
    cached.costs().clear()
    at = open_page("quality", quality_view="Which model")
    assert "The measuring process is starting" in _words(at)


@pytest.mark.parametrize("view", ["Threshold", "Cost and capacity", "Which model"])
def test_own_texts_are_scored_elsewhere_and_then_judged(
    view: str, open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("quality", quality_view=view, quality_texts="My own texts")
    at.file_uploader(key="lab_file").set_value([("mine.csv", OWN.encode(), "text/csv")]).run()
    assert not at.get("plotly_chart")
    at.button(key="quality_train").click().run()
    job = host.jobs[LEARNER]
    assert (job.task["do"], job.task["classifiers"]) == ("score", list(CATALOGUE))

    corpus = read_labelled_csv(OWN.encode(), name="mine.csv")
    scores = held_out_to_plain(held_out(train("hashing-sgd", corpus)))
    host.finish(job, result={"scores": dict.fromkeys(("hashing-sgd", "tfidf-logreg"), scores)})
    at.run()
    assert not at.exception
    assert at.button(key="quality_train").label == "Train the rest on them"
    positive = next(box for box in at.selectbox if box.label == "Positive class")
    assert positive.options == ["food", "money", "s*p*ort"]
    positive.set_value("s*p*ort").run()
    # A learner's label is shown as it is written, whatever Markdown would make of it.
    asked = [
        *(box.label for box in (*at.select_slider, *at.number_input)),
        *at.table[0].value["Label"],
        _words(at),
    ]
    assert not [words for words in asked if "s*p*ort" in words]
    next(button for button in at.button if button.label == "No idea").click().run()
    assert not at.exception
    assert at.get("plotly_chart")
    if view == "Threshold":
        assert r"Really not s\*p\*ort" in _words(at)
    if view == "Which model":
        assert "on the built-in messages, not on yours" in _words(at)
        assert len(at.dataframe[0].value) == 2
    # Another kind of job of the same learner changes nothing, nor does the source being switched to and fro.
    at.segmented_control(key="quality_texts").set_value("Built-in messages").run()
    at.segmented_control(key="quality_texts").set_value("My own texts").run()
    assert not at.exception and at.get("plotly_chart")


def test_costs_measured_on_own_texts_are_used_for_them(open_page: OpenPage, host: FakeHost) -> None:
    corpus = read_labelled_csv(OWN.encode(), name="mine.csv")
    for pace in ("paced", "tight"):
        cached.costs()[("hashing-sgd", corpus.content_hash, pace)] = LinearCost(fixed_s=0.2, per_item_s=0.001)
    at = open_page("quality", quality_view="Which model", quality_texts="My own texts")
    at.file_uploader(key="lab_file").set_value([("mine.csv", OWN.encode(), "text/csv")]).run()
    at.button(key="quality_train").click().run()
    scores = held_out_to_plain(held_out(train("hashing-sgd", corpus)))
    host.finish(host.jobs[LEARNER], result={"scores": {"hashing-sgd": scores}})
    at.run()
    next(button for button in at.button if button.label == "No idea").click().run()
    assert "every queue keeps growing" in _words(at)
    assert "on the built-in messages" not in _words(at)


def test_a_training_that_failed_says_why_and_can_be_tried_again(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("quality", quality_texts="My own texts")
    at.file_uploader(key="lab_file").set_value([("mine.csv", OWN.encode(), "text/csv")]).run()
    at.button(key="quality_train").click().run()
    assert not any(button.key == "quality_train" for button in at.button), "one job at a time"
    host.finish(host.jobs[LEARNER], error="The classifier finds too little in them to learn from.")
    at.run()
    assert "too little in them to learn from" in _words(at)
    assert at.button(key="quality_train").label == "Train all four classifiers on them"
