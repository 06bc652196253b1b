"""A hundred ways to break a bank of every kind, each of which brings the one complaint that it should."""

from pathlib import Path

import pytest

from core.learning.lint import lint_paths

BANK = """\
schema: 1
bank: every
version: 1
objectives:
  - {id: aim, text: Aim, taught_in: lesson#part}
misconceptions:
  - {id: myth, belief: It is so, refute: It is not, taught_in: lesson#part, lab: busy-stream}
  - {id: tale, belief: It was so, refute: It was not, taught_in: lesson#part}
questions:
  - id: s-1
    rev: 1
    kind: single
    pool: test
    objective: aim
    difficulty: easy
    stem: "A batch of {{ batch_size | count }} texts takes {{ batch_ms | number }} ms. How many texts a second?"
    params: {batch_size: [8, 16, 32], fixed_ms: [5, 10], per_text_ms: [1]}
    computes: full-batch-rate
    options:
      - {id: a, text: "{{ full_rate | count }}", correct: true, why: Texts over time}
      - {id: b, text: "{{ wrong_rate | count }}", why: "One batch, not {{ batch_size | count }} texts", misconception: myth}
      - {id: c, text: "{{ alone_rate | count }}", why: One at a time, misconception: tale}
    quick_check: Look
    explanation: "{{ full_rate | number }} a second"
  - id: m-1
    rev: 1
    kind: multi
    pool: test
    objective: aim
    difficulty: medium
    stem: Which two grow with the batch?
    options:
      - {id: a, text: Throughput, correct: true, why: W}
      - {id: b, text: Batch time, correct: true, why: W}
      - {id: c, text: Fixed cost, why: W, misconception: myth}
    quick_check: Look
    explanation: So
  - id: n-1
    rev: 1
    kind: number
    pool: review
    objective: aim
    difficulty: hard
    stem: "{{ fixed_ms | number }} ms a call and 1 ms a text, {{ batch_size | count }} to a call: how many texts a second?"
    params: {batch_size: [8, 16], fixed_ms: [5, 10], per_text_ms: [1]}
    computes: full-batch-rate
    answer_is: full_rate
    rel_tol: 0.05
    unit: texts per second
    feedback:
      - {value_is: wrong_rate, why: Count the texts, misconception: myth}
    hints:
      - {level: nudge, text: "Time first: {{ batch_ms | number }} ms"}
    solution:
      - {do: Divide, because: A rate is a count over a time}
    quick_check: Look
    explanation: So
  - id: n-2
    rev: 1
    kind: number
    pool: review
    objective: aim
    difficulty: easy
    stem: What is 3 × 4?
    answer: 12
    abs_tol: 0.5
    feedback:
      - {value: 7, why: That is the sum, misconception: tale}
    hints:
      - {level: nudge, text: Count rows}
    quick_check: Look
    explanation: So
  - id: o-1
    rev: 1
    kind: order
    pool: review
    objective: aim
    difficulty: medium
    stem: From first to last?
    items:
      - {id: x, text: Arrive, why: W}
      - {id: y, text: Wait, why: W}
      - {id: z, text: Leave, why: W}
    quick_check: Look
    explanation: So
  - id: p-1
    rev: 1
    kind: predict
    pool: review
    objective: aim
    difficulty: easy
    stem: How busy is the server?
    lab: busy-stream
    measure: utilisation_pct
    side: real_time
    rel_tol: 0.25
    quick_check: Look
    explanation: So
  - id: c-1
    rev: 1
    kind: single
    pool: practice
    objective: aim
    difficulty: easy
    stem: What comes back?
    code: {lang: python, text: "model.predict(texts)", runnable: true}
    options:
      - {id: a, text: One label, why: W, misconception: myth}
      - {id: b, text: Two labels, correct: true, why: W, code: "1 + 1"}
    quick_check: Look
    explanation: So
"""
SECTIONS, PRESETS = {"lesson#part"}, {"busy-stream", "quiet-stream"}

# old text → new text (its first occurrence after a mark), and the words of the one complaint: problem at field
MUTATIONS: dict[str, tuple[str, str, str, str]] = {
    # the file
    "schema of another version": ("", "schema: 1", "schema: 2", "2 is not allowed @ schema"),
    "schema as text": ("", "schema: 1", "schema: one", "'one' is not allowed @ schema"),
    "bank with a space": ("", "bank: every", "bank: every kind", "'every kind' is not an id @ bank"),
    "bank missing": ("", "bank: every\n", "", "is missing @ bank"),
    "version zero": ("", "version: 1", "version: 0", "0 is too small @ version"),
    "version missing": ("", "version: 1\n", "", "is missing @ version"),
    "version twice": ("", "version: 1", "version: 1\nversion: 2", "is written twice @ version"),
    "unknown key at the top": ("", "version: 1", "version: 1\nauthor: me", "is not a known key @ author"),
    "misspelt objectives": ("", "version: 1", "version: 1\nobjectivs: []", "is not a known key @ objectivs"),
    "tab": ("", "  - id: s-1", "\t- id: s-1", "found character '\\t' @ YAML"),
    "unclosed quote": ("", "stem: What comes back?", 'stem: "What comes back?', "@ YAML"),
    "unclosed bracket": ("", "params: {batch_size: [8, 16, 32]", "params: {batch_size: [8, 16, 32", "@ YAML"),
    "alias": ("", "quick_check: Look", "quick_check: &look Look\n    common_mistakes: [*look]", "is an alias @ questions[0].common_mistakes[0]"),
    "own tag": ("", "rev: 1", "rev: !!python/int 1", "has the tag @ questions[0].rev"),
    "no questions list": ("", "questions:\n", "questions: none\nold:\n", "@ questions"),
    # objectives and beliefs
    "objective without text": ("", "{id: aim, text: Aim, ", "{id: aim, ", "is missing @ objectives[0].text"),
    "objective id twice": ("", "  - {id: aim, text: Aim, taught_in: lesson#part}\n", "  - {id: aim, text: Aim, taught_in: lesson#part}\n" * 2, "'aim' is used already @ objectives[1].id"),
    "objective taught nowhere": ("", "text: Aim, taught_in: lesson#part", "text: Aim", "taught nowhere @ objectives[0].taught_in"),
    "objective taught in no such section": ("", "text: Aim, taught_in: lesson#part", "text: Aim, taught_in: lesson#gone", "is no lesson section @ objectives[0].taught_in"),
    "objective with a section that is none": ("", "text: Aim, taught_in: lesson#part", "text: Aim, taught_in: part", "'part' is not a section @ objectives[0].taught_in"),
    "objective id in capitals": ("", "{id: aim,", "{id: Aim,", "'Aim' is not an id @ objectives[0].id"),
    "belief without refutation": ("", "refute: It is not, ", "", "is missing @ misconceptions[0].refute"),
    "belief refuted nowhere": ("", "refute: It was not, taught_in: lesson#part", "refute: It was not", "is refuted in no section @ misconceptions[1].taught_in"),
    "belief refuted in no such section": ("", "refute: It was not, taught_in: lesson#part", "refute: It was not, taught_in: lesson#gone", "is no lesson section @ misconceptions[1].taught_in"),
    "belief with no such lab": ("", "lab: busy-stream}", "lab: empty-stream}", "is no lab preset @ misconceptions[0].lab"),
    "belief id twice": ("", "{id: tale,", "{id: myth,", "'myth' is used already @ misconceptions[1].id"),
    "belief used nowhere": ("", "questions:", "  - {id: idle, belief: B, refute: R, taught_in: lesson#part}\nquestions:", "is tied to no answer @ misconceptions[2]"),
    "empty belief": ("", "belief: It is so", "belief: ''", "is empty @ misconceptions[0].belief"),
    # every question
    "question id twice": ("", "id: m-1", "id: s-1", "'s-1' is used already @ questions[1].id"),
    "question id with a space": ("", "id: m-1", "id: m 1", "'m 1' is not an id @ questions[1].id"),
    "question without id": ("", "  - id: m-1\n    rev: 1", "  - rev: 1", "is missing @ questions[1].id"),
    "rev zero": ("id: m-1", "rev: 1", "rev: 0", "0 is too small @ questions[1].rev"),
    "rev as text": ("id: m-1", "rev: 1", "rev: '1'", "'1' is not a whole number @ questions[1].rev"),
    "rev missing": ("id: m-1", "    rev: 1\n", "", "is missing @ questions[1].rev"),
    "unknown kind": ("", "kind: multi", "kind: essay", "'essay' is not a kind of question @ questions[1].kind"),
    "kind missing": ("", "    kind: multi\n", "", "is missing @ questions[1].kind"),
    "unknown pool": ("id: m-1", "pool: test", "pool: exam", "'exam' is not allowed @ questions[1].pool"),
    "dangling objective": ("id: m-1", "objective: aim", "objective: goal", "'goal' is no objective @ questions[1].objective"),
    "unknown difficulty": ("id: m-1", "difficulty: medium", "difficulty: tricky", "'tricky' is not allowed @ questions[1].difficulty"),
    "stem missing": ("id: m-1", "    stem: Which two grow with the batch?\n", "", "is missing @ questions[1].stem"),
    "stem blank": ("id: m-1", "stem: Which two grow with the batch?", "stem: ' '", "is empty @ questions[1].stem"),
    "stem is a number": ("id: m-1", "stem: Which two grow with the batch?", "stem: 12", "12 is not text @ questions[1].stem"),
    "stem asks NOT": ("id: m-1", "Which two grow", "Which two do NOT grow", "asks for what is NOT so @ questions[1].stem"),
    "stem asks except": ("id: m-1", "Which two grow", "Except one, which grow", "asks for what is NOT so @ questions[1].stem"),
    "stem in test and practice": ("id: m-1", "Which two grow with the batch?", "what comes back", "asks in practice what m-1 asks in test @ questions[6].stem"),
    "stem in test and review": ("id: m-1", "Which two grow with the batch?", "From first to last", "asks in review what m-1 asks in test @ questions[4].stem"),
    "quick check missing": ("id: m-1", "    quick_check: Look\n", "", "is missing @ questions[1].quick_check"),
    "explanation missing": ("id: m-1", "    explanation: So\n", "", "is missing @ questions[1].explanation"),
    "unknown key of a question": ("id: m-1", "rev: 1", "rev: 1\n    level: 3", "is not a known key @ questions[1].level"),
    "key twice in a question": ("id: m-1", "rev: 1", "rev: 1\n    rev: 1", "is written twice @ questions[1].rev"),
    "hard without steps": ("id: m-1", "difficulty: medium", "difficulty: hard", "is hard without worked steps @ questions[1].solution"),
    "hints in the test": ("id: m-1", "    quick_check", "    hints: [{level: nudge, text: Think}]\n    quick_check", "are never shown in pool test @ questions[1].hints"),
    "four hints": ("id: n-2", "    quick_check", "      - {level: principle, text: B}\n      - {level: step, text: C}\n      - {level: step, text: D}\n    quick_check", "has too many entries @ questions[3].hints"),
    "unknown hint level": ("id: n-2", "level: nudge", "level: shove", "'shove' is not allowed @ questions[3].hints[0].level"),
    "hint that says the number": ("id: n-2", "text: Count rows", "text: It is 12.", "contains the right answer @ questions[3].hints[0].text"),
    "hint that says the option": ("id: c-1", "    quick_check", "    hints: [{level: step, text: Two labels come}]\n    quick_check", "contains the right answer @ questions[6].hints[0].text"),
    "hint that computes the answer": ("id: n-1", "{{ batch_ms | number }} ms\"}", "{{ full_rate | number }}\"}", "contains the right answer @ questions[2].hints[0].text"),
    "step without reason": ("", "{do: Divide, because: A rate is a count over a time}", "{do: Divide}", "is missing @ questions[2].solution[0].because"),
    # code
    "unknown language": ("", "lang: python", "lang: rust", "'rust' is not allowed @ questions[6].code.lang"),
    "runnable in words": ("", "runnable: true", "runnable: 'yes'", "is neither true nor false @ questions[6].code.runnable"),
    "code that is no Python": ("", "model.predict(texts)", "model.predict(texts", "is no Python, line 1 @ questions[6].code.text"),
    "option code that is no Python": ("", 'code: "1 + 1"', 'code: "1 +"', "is no Python, line 1 @ questions[6].options[1].code"),
    # options
    "no options": ("id: c-1", "    options:\n      - {id: a, text: One label, why: W, misconception: myth}\n      - {id: b, text: Two labels, correct: true, why: W, code: \"1 + 1\"}\n", "", "is missing @ questions[6].options"),
    "one option": ("id: c-1", "      - {id: a, text: One label, why: W, misconception: myth}\n", "", "has too few entries @ questions[6].options"),
    "option without why": ("id: c-1", "text: One label, why: W", "text: One label", "is missing @ questions[6].options[0].why"),
    "option without text": ("id: c-1", "text: One label, ", "", "is missing @ questions[6].options[0].text"),
    "option id twice": ("id: c-1", "{id: b,", "{id: a,", "'a' is used already @ questions[6].options[1].id"),
    "two options alike": ("id: c-1", "text: Two labels", "text: one  label", "says the same as option a @ questions[6].options[1].text"),
    "no right option": ("id: c-1", "correct: true, why", "misconception: tale, why", "has no right option @ questions[6].options"),
    "two right options of a single": ("id: c-1", "misconception: myth", "correct: true", "has 2 right options @ questions[6].options"),
    "no right option of a multi": ("id: m-1", "correct: true, why: W}\n      - {id: b, text: Batch time, correct: true", "misconception: tale, why: W}\n      - {id: b, text: Batch time, misconception: tale", "has no right option @ questions[1].options"),
    "distractor without belief": ("id: m-1", ", misconception: myth", "", "is wrong without a misconception @ questions[1].options[2]"),
    "dangling belief": ("id: m-1", "misconception: myth", "misconception: saga", "'saga' is no misconception @ questions[1].options[2].misconception"),
    "all of the above": ("id: c-1", "text: One label", "text: All of the above", "refers to the other options @ questions[6].options[0].text"),
    "none of these": ("id: c-1", "text: One label", "text: None of these", "refers to the other options @ questions[6].options[0].text"),
    "right option much longer": ("id: c-1", "text: Two labels", "text: Two labels in the order of the texts", "is over 1.3 times @ questions[6].options[1].text"),
    "correct in words": ("id: c-1", "correct: true", "correct: 'true'", "is neither true nor false @ questions[6].options[1].correct"),
    # drawn numbers
    "params without values": ("id: s-1", "per_text_ms: [1]", "per_text_ms: []", "has too few entries @ questions[0].params.per_text_ms"),
    "params in words": ("id: s-1", "per_text_ms: [1]", "per_text_ms: [one]", "'one' is not a number @ questions[0].params.per_text_ms[0]"),
    "param with a hyphen": ("id: s-1", "per_text_ms: [1]", "per-text-ms: [1]", "'per-text-ms' is not a name @ questions[0].params.per-text-ms"),
    "param that is one number": ("id: s-1", "per_text_ms: [1]", "per_text_ms: 1", "1 is not a list @ questions[0].params.per_text_ms"),
    "few variants": ("id: s-1", "batch_size: [8, 16, 32], fixed_ms: [5, 10]", "batch_size: [8], fixed_ms: [5, 10]", "has 2 variants @ questions[0].params"),
    "unknown calculation": ("id: s-1", "computes: full-batch-rate", "computes: full-batch-rat", "is no calculation @ questions[0].computes"),
    "calculation that lacks a number": ("id: s-1", ", per_text_ms: [1]", "", "full-batch-rate fails for @ questions[0].computes"),
    "calculation that refuses a number": ("id: s-1", "fixed_ms: [5, 10]", "fixed_ms: [5, -10]", "full-batch-rate fails for @ questions[0].computes"),
    "computes without params": ("id: m-1", "rev: 1", "rev: 1\n    computes: full-batch-rate", "computes without params @ questions[1]"),
    "unknown name in a text": ("id: s-1", "{{ batch_ms | number }}", "{{ bach_ms | number }}", "cannot be computed ('bach_ms' is undefined) @ questions[0].stem"),
    "unknown filter in a text": ("id: s-1", "{{ batch_ms | number }}", "{{ batch_ms | digits }}", "cannot be computed @ questions[0].stem"),
    "unclosed expression": ("id: s-1", "{{ batch_ms | number }}", "{{ batch_ms | number }", "{{ is not closed @ questions[0].stem"),
    "expression without params": ("id: m-1", "Which two grow", "Which {{ two }} grow", "has {{ but no params @ questions[1].stem"),
    "typed key": ("id: s-1", 'text: "{{ full_rate | count }}", correct', 'text: "615", correct', "is right by what was typed @ questions[0].options[0]"),
    "key of drawn numbers alone": ("id: s-1", '"{{ full_rate | count }}", correct', '"{{ fixed_ms | number }}0", correct', "is right by what was typed @ questions[0].options[0]"),
    "options alike in a draw": ("id: s-1", "{{ alone_rate | count }}", "{{ full_rate | count }}", "says the same as option a, with batch_size 8 @ questions[0].options[2].text"),
    "claim that does not hold": ("id: s-1", "correct: true, why", "correct: true, holds: wrong, why", "'wrong' is not computed @ questions[0].options[0].holds"),
    "wrong option that holds": ("id: s-1", "why: One at a time", "why: One at a time, holds: gain", "is marked wrong but holds @ questions[0].options[2].holds"),
    # number
    "no answer": ("id: n-2", "    answer: 12\n", "", "needs answer or answer_is, one of them @ questions[3]"),
    "two answers": ("id: n-1", "rel_tol: 0.05", "rel_tol: 0.05\n    answer: 4", "needs answer or answer_is, one of them @ questions[2]"),
    "answer in words": ("id: n-2", "answer: 12", "answer: twelve", "'twelve' is not a number @ questions[3].answer"),
    "answer that is no name": ("id: n-1", "answer_is: full_rate", "answer_is: full-rate", "'full-rate' is not a name @ questions[2].answer_is"),
    "answer that is not computed": ("id: n-1", "answer_is: full_rate", "answer_is: fullest_rate", "'fullest_rate' is not computed @ questions[2].answer_is"),
    "answer_is without params": ("id: n-2", "answer: 12", "answer_is: twelve", "has answer_is or value_is without params @ questions[3]"),
    "no tolerance": ("id: n-2", "    abs_tol: 0.5\n", "", "needs abs_tol or rel_tol, one of them @ questions[3]"),
    "two tolerances": ("id: n-2", "abs_tol: 0.5", "abs_tol: 0.5\n    rel_tol: 0.1", "needs abs_tol or rel_tol, one of them @ questions[3]"),
    "no tolerance left": ("id: n-2", "abs_tol: 0.5", "abs_tol: 0", "0 is too small @ questions[3].abs_tol"),
    "known mistake without belief": ("id: n-2", ", misconception: tale", "", "is wrong without a misconception @ questions[3].feedback[0]"),
    "known mistake without value": ("id: n-2", "{value: 7, why", "{why", "needs value or value_is, one of them @ questions[3].feedback[0]"),
    "known mistake without why": ("id: n-2", "why: That is the sum, ", "", "is missing @ questions[3].feedback[0].why"),
    "known mistake that is right": ("id: n-2", "{value: 7", "{value: 12.4", "lies within the tolerance @ questions[3].feedback[0]"),
    "known mistake that a draw makes right": ("id: n-1", "value_is: wrong_rate", "value_is: full_rate", "lies within the tolerance @ questions[2].feedback[0]"),
    "known mistake that is there twice": ("id: n-2", "{value: 7, why", "{value: 7, why: Three and four}\n      - {value: 7.0, why", "is the same value @ questions[3].feedback[1]"),
    "known mistake of a dangling belief": ("id: n-2", "misconception: tale", "misconception: saga", "'saga' is no misconception @ questions[3].feedback[0].misconception"),
    "unit as a number": ("", "unit: texts per second", "unit: 5", "5 is not text @ questions[2].unit"),
    # order
    "two things to order": ("", "      - {id: z, text: Leave, why: W}\n", "", "has 2 items @ questions[4].items"),
    "one thing to order": ("", "      - {id: y, text: Wait, why: W}\n      - {id: z, text: Leave, why: W}\n", "", "has too few entries @ questions[4].items"),
    "things alike": ("", "text: Leave", "text: wait", "says the same as item y @ questions[4].items[2].text"),
    "item id twice": ("", "{id: z,", "{id: x,", "'x' is used already @ questions[4].items[2].id"),
    "item without why": ("", "text: Leave, why: W", "text: Leave", "is missing @ questions[4].items[2].why"),
    # predict
    "prediction of a demonstration": ("id: p-1", "lab: busy-stream", "lab: rare-fraud", "is no lab preset @ questions[5].lab"),
    "prediction of no such lab": ("id: p-1", "lab: busy-stream", "lab: empty-stream", "is no lab preset @ questions[5].lab"),
    "prediction of no such measure": ("id: p-1", "measure: utilisation_pct", "measure: p98_ms", "'p98_ms' is not allowed @ questions[5].measure"),
    "prediction too exact": ("id: p-1", "rel_tol: 0.25", "rel_tol: 0.1", "0.1 is too small @ questions[5].rel_tol"),
    "prediction of neither side": ("id: p-1", "    side: real_time\n", "", "the preset runs both sides @ questions[5].side"),
    "prediction of no such side": ("id: p-1", "side: real_time", "side: left", "'left' is not allowed @ questions[5].side"),
    "prediction in the test": ("id: p-1", "pool: review", "pool: test", "each server measures its own key @ questions[5].pool"),
    "prediction with params": ("id: p-1", "rev: 1", "rev: 1\n    params: {a: [1, 2, 3, 4]}", "has no params @ questions[5]"),
}  # fmt: skip


def mutated(name: str) -> str:
    mark, old, new, _ = MUTATIONS[name]
    at = BANK.index(mark) if mark else 0
    assert old in BANK[at:]
    return BANK[:at] + BANK[at:].replace(old, new, 1)


def complaints(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "every.yaml"
    path.write_text(text)
    findings = lint_paths([path], known_sections=SECTIONS, known_presets=PRESETS)
    for finding in findings:
        name, line, column = (finding.fault.where or "").rsplit(":", 2)
        assert name == str(path) and 1 <= int(line) <= text.count("\n") + 1 and int(column) >= 1
        assert finding.fault.fix
    return [(finding.fault.problem, finding.fault.field) for finding in findings]


def test_the_bank_is_clean_before_it_is_broken(tmp_path: Path) -> None:
    assert complaints(tmp_path, BANK) == []


def test_there_are_a_hundred_mutations() -> None:
    assert len(MUTATIONS) >= 100


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_brings_the_complaint_that_it_should(name: str, tmp_path: Path) -> None:
    found = complaints(tmp_path, mutated(name))
    words, _, field = MUTATIONS[name][3].partition("@")
    told = [
        (problem, at) for problem, at in found if words.strip() in problem and at.startswith(field.strip())
    ]
    assert told, found
    # Nothing else, but for what follows from the same fault one level up or in a text that names it.
    assert len({at for _, at in found if not at.startswith("misconceptions")}) <= 2, found
