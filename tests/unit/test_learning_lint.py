"""Each rule of the bank linter is set off by one mutation of a clean bank, and by nothing else."""

from pathlib import Path

import pytest

from core.learning.lint import Finding, lint_paths

PRACTICE = ("easy", "easy", "medium", "medium", "hard")
TEST = ("easy",) * 9 + ("medium",) * 12 + ("hard",) * 9


def clean_bank(
    name: str = "one",
    pool: str = "practice",
    difficulties: tuple[str, ...] = PRACTICE,
    keys: tuple[int, ...] = (0, 1, 2, 3, 0),
    prefix: str = "q",
) -> str:
    """A bank without findings; its first question starts in line 7 and each one takes 16 lines, in the test 15."""
    own = "" if prefix == "q" else f"{prefix}-"
    spare = ", {id: spare, text: Spare, taught_in: lesson#part}" if prefix == "q" else ""
    refuted = "" if pool == "practice" else ", taught_in: lesson#part"
    lines = [
        "schema: 1",
        f"bank: {name}",
        "version: 1",
        f"objectives: [{{id: {own}aim, text: Aim, taught_in: lesson#part}}{spare}]",
        f"misconceptions: [{{id: {own}myth, belief: It is so, refute: It is not, lab: busy{refuted}}}]",
        "questions:",
    ]
    for number, difficulty in enumerate(difficulties):
        lines += [f"  - id: {prefix}-{number}", "    rev: 1", "    kind: single", f"    pool: {pool}"]
        lines += [
            f"    objective: {own}aim",
            f"    difficulty: {difficulty}",
            f"    stem: Stem {prefix} {number}?",
        ]
        lines += ["    options:"]
        for place, letter in enumerate("abcd"):
            role = "correct: true" if place == keys[number % len(keys)] else f"misconception: {own}myth"
            lines.append(f"      - {{id: {letter}, text: Answer {letter}{number}, why: Since, {role}}}")
        lines += ["    hints: [{level: nudge, text: Think}]"] if pool != "test" else []
        lines += ["    solution: [{do: This, because: That}]"]
        lines += ["    quick_check: Look", "    explanation: So"]
    return "\n".join(lines) + "\n"


def lint(
    folder: Path, *texts: str, sections: set[str] | None = None, presets: set[str] | None = None
) -> list[Finding]:
    paths = [folder / f"bank{number}.yaml" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return lint_paths(paths, known_sections=sections, known_presets=presets)


def short(finding: Finding) -> tuple[str, str, str]:
    """Severity, place without the folder, field."""
    assert finding.fault.where is not None
    return finding.severity, finding.fault.where.rsplit("/", 1)[-1], finding.fault.field


def test_a_clean_bank_has_no_findings(tmp_path: Path) -> None:
    assert lint(tmp_path, clean_bank()) == []
    assert lint(tmp_path, clean_bank(), sections={"lesson#part"}, presets={"busy"}) == []
    assert lint(tmp_path, clean_bank(), clean_bank("two", "test", TEST, prefix="t")) == []
    assert lint_paths([tmp_path]) == []


ERRORS = {
    "unknown key": ("    rev: 1\n", "    rev: 1\n    colour: red\n", "9:5", "questions[0].colour", "not a known key"),
    "duplicate key": ("    rev: 1\n", "    rev: 1\n    rev: 2\n", "9:5", "questions[0].rev", "written twice"),
    "duplicate question id": ("id: q-1", "id: q-0", "23:9", "questions[1].id", "is used already"),
    "duplicate objective id": ("id: spare", "id: aim", "4:65", "objectives[1].id", "is used already"),
    "duplicate misconception id": ("lab: busy}", "lab: busy}, {id: myth, belief: B, refute: R}", "5:83", "misconceptions[1].id", "is used already"),
    "duplicate option id": ("{id: b,", "{id: a,", "16:14", "questions[0].options[1].id", "is used already"),
    "duplicate option text": ("Answer b0", "Answer  A0", "16:23", "questions[0].options[1].text", "same as option a"),
    "no key": ("correct: true", "misconception: myth", "15:7", "questions[0].options", "has no right option"),
    "several keys": ("misconception: myth", "correct: true", "15:7", "questions[0].options", "has 2 right options"),
    "option without why": ("text: Answer b0, why: Since", "text: Answer b0", "16:9", "questions[0].options[1].why", "is missing"),
    "dangling objective": ("objective: aim", "objective: goal", "11:16", "questions[0].objective", "is no objective"),
    "dangling misconception": ("misconception: myth", "misconception: tale", "16:61", "questions[0].options[1].misconception", "is no misconception"),
    "objective taught nowhere": ("taught_in: lesson#part", 'taught_in: ""', "4:46", "objectives[0].taught_in", "taught nowhere"),
    "objective without a place": (", taught_in: lesson#part", "", "4:14", "objectives[0].taught_in", "taught nowhere"),
    "hint with the key": ("text: Think", "text: It is 'answer a0'!", "19:34", "questions[0].hints[0].text", "right answer"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_found_where_it_stands_and_nothing_else_is(name: str, tmp_path: Path) -> None:
    old, new, place, field, words = ERRORS[name]
    assert old in clean_bank()
    (finding,) = lint(tmp_path, clean_bank().replace(old, new, 1))
    assert short(finding) == ("error", f"bank0.yaml:{place}", field)
    assert words in finding.fault.problem


WARNINGS = {
    "key much longer": ("Answer a0", "Answer a0 and more", "15:23", "questions[0].options[0].text", "1.3 times"),
    "all of the above": ("Answer b0", "All of the above", "16:23", "questions[0].options[1].text", "other options"),
    "none of these": ("Answer b0", "None of these", "16:23", "questions[0].options[1].text", "other options"),
    "NOT": ("Stem q 0?", "What is NOT so?", "13:11", "questions[0].stem", "NOT"),
    "except": ("Stem q 0?", "All hold except one?", "13:11", "questions[0].stem", "NOT"),
    "distractor without a belief": (", misconception: myth", "", "16:9", "questions[0].options[1]", "without a misconception"),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_found_where_it_stands_and_nothing_else_is(name: str, tmp_path: Path) -> None:
    old, new, place, field, words = WARNINGS[name]
    assert old in clean_bank()
    (finding,) = lint(tmp_path, clean_bank().replace(old, new, 1))
    assert short(finding) == ("warning", f"bank0.yaml:{place}", field)
    assert words in finding.fault.problem


def test_a_hard_question_without_steps_is_warned_of(tmp_path: Path) -> None:
    head, tail = clean_bank().split("difficulty: hard")
    text = head + "difficulty: hard" + tail.replace("    solution: [{do: This, because: That}]\n", "")
    (finding,) = lint(tmp_path, text)
    assert short(finding) == ("warning", "bank0.yaml:71:5", "questions[4].solution")


def test_an_easy_question_needs_no_steps(tmp_path: Path) -> None:
    text = clean_bank().replace("    solution: [{do: This, because: That}]\n", "", 1)
    assert lint(tmp_path, text) == []


@pytest.mark.parametrize(("longer", "found"), [(2, 0), (3, 1)])
def test_keys_may_be_the_longest_option_in_forty_percent_and_no_more(
    longer: int, found: int, tmp_path: Path
) -> None:
    text = clean_bank()
    for key in ("a0", "b1", "c2")[:longer]:
        text = text.replace(f"Answer {key}", f"Answer {key}+")
    findings = lint(tmp_path, text)
    assert [short(f) for f in findings] == [("warning", "bank0.yaml:7:3", "questions")] * found
    assert all("longest in 3 of 5" in f.fault.problem for f in findings)


@pytest.mark.parametrize(("keys", "found"), [((0, 0, 1, 2, 3), 0), ((0, 0, 0, 1, 2), 1)])
def test_keys_may_share_a_position_in_forty_percent_and_no_more(
    keys: tuple[int, ...], found: int, tmp_path: Path
) -> None:
    findings = lint(tmp_path, clean_bank(keys=keys))
    assert [short(f) for f in findings] == [("warning", "bank0.yaml:7:3", "questions")] * found
    assert all("number 1 in 3 of 5" in f.fault.problem for f in findings)


def test_a_multi_may_have_several_keys_but_not_none(tmp_path: Path) -> None:
    multi = clean_bank().replace("kind: single", "kind: multi", 1)
    assert lint(tmp_path, multi.replace("misconception: myth", "correct: true", 1)) == []
    (finding,) = lint(tmp_path, multi.replace("correct: true", "misconception: myth", 1))
    assert finding.fault.problem == "has no right option"


def test_sections_and_presets_are_looked_up_when_they_are_known(tmp_path: Path) -> None:
    finding, _ = lint(tmp_path, clean_bank(), sections={"lesson#other"})
    assert short(finding) == ("error", "bank0.yaml:4:46", "objectives[0].taught_in")
    assert finding.fault.fix == "write one of lesson#other"
    (finding,) = lint(tmp_path, clean_bank(), presets={"quiet"})
    assert short(finding) == ("error", "bank0.yaml:5:71", "misconceptions[0].lab")


def test_a_question_id_is_used_once_across_banks(tmp_path: Path) -> None:
    (finding,) = lint(
        tmp_path, clean_bank(), clean_bank("two", "test", TEST, prefix="t").replace("t-4", "q-4")
    )
    assert short(finding) == ("error", "bank1.yaml:67:9", "questions[4].id")
    assert "bank0.yaml:71:9" in finding.fault.problem


def test_two_banks_cannot_share_a_name(tmp_path: Path) -> None:
    (finding,) = lint(tmp_path, clean_bank(), clean_bank("one", "test", TEST, prefix="t"))
    assert short(finding) == ("error", "bank1.yaml:2:7", "bank")


@pytest.mark.parametrize("swapped", [False, True])
def test_a_stem_in_both_practice_and_test_is_an_error(swapped: bool, tmp_path: Path) -> None:
    test = clean_bank("two", "test", TEST, prefix="t").replace("Stem t 0?", "STEM q 0")
    banks = [clean_bank(), test]
    (finding,) = lint(tmp_path, *(reversed(banks) if swapped else banks))
    assert short(finding) == ("error", "bank1.yaml:13:11", "questions[0].stem")


def counted(folder: Path, *texts: str) -> list[str]:
    """The problems of banks that are counted together as a folder."""
    lint(folder, *texts)
    return [finding.fault.problem for finding in lint_paths([folder])]


def test_practice_holds_exactly_two_easy_two_medium_and_one_hard(tmp_path: Path) -> None:
    text = clean_bank()
    assert counted(tmp_path, text.replace("difficulty: hard", "difficulty: medium")) == [
        "has 0 hard in pool practice",
        "has 3 medium in pool practice",
    ]
    assert counted(tmp_path, text.replace("pool: practice", "pool: review", 1)) == [
        "is refuted in no section",
        "has 1 easy in pool practice",
    ]


def test_a_test_pool_is_enough_for_three_fresh_tests(tmp_path: Path) -> None:
    text = clean_bank("two", "test", TEST, prefix="t")
    for difficulty, count in (("easy", 9), ("medium", 12), ("hard", 9)):
        other = "easy" if difficulty != "easy" else "hard"
        changed = text.replace(f"difficulty: {difficulty}", f"difficulty: {other}", 1)
        assert counted(tmp_path, changed) == [f"has {count - 1} {difficulty} in pool test"]


def test_an_objective_needs_two_questions_in_the_test_and_two_in_review(tmp_path: Path) -> None:
    test = clean_bank("two", "test", TEST, prefix="t")
    review = clean_bank("three", "review", ("easy", "hard"), keys=(2, 3), prefix="r")
    assert counted(tmp_path, test, review) == [
        "has 0 questions in pool review",
        "has 0 questions in pool test",
    ]
    one_file = (
        test.rstrip("\n")
        + "\n"
        + review.split("questions:\n")[1].replace("r-aim", "t-aim").replace("r-myth", "t-myth")
    )
    assert counted(tmp_path, one_file, clean_bank()) == []
    few = one_file.replace("pool: review", "pool: practice", 1)
    assert "has 1 questions in pool review" in counted(tmp_path, few)


def test_one_file_alone_needs_no_quota(tmp_path: Path) -> None:
    assert lint(tmp_path, clean_bank("two", "test", ("easy", "hard", "hard"), prefix="t")) == []


def test_a_folder_without_questions_lacks_the_practice_quota(tmp_path: Path) -> None:
    text = clean_bank().split("questions:")[0] + "questions: []\n"
    assert counted(tmp_path, text) == [
        "is tied to no answer",
        "has 0 easy in pool practice",
        "has 0 hard in pool practice",
        "has 0 medium in pool practice",
    ]


def test_quotas_are_not_counted_while_a_question_cannot_be_read(tmp_path: Path) -> None:
    assert counted(tmp_path, clean_bank().replace("rev: 1", "rev: 0", 1)) == ["0 is too small"]


def test_objectives_and_beliefs_have_ids_of_their_own_across_banks(tmp_path: Path) -> None:
    other = clean_bank("two", "test", TEST, prefix="t").replace("t-aim", "aim").replace("t-myth", "myth")
    findings = lint(tmp_path, clean_bank(), other)
    assert [short(f)[1:] for f in findings] == [
        ("bank1.yaml:4:19", "objectives[0].id"),
        ("bank1.yaml:5:23", "misconceptions[0].id"),
    ]


def test_a_faulty_question_does_not_hide_faults_of_the_others(tmp_path: Path) -> None:
    text = clean_bank().replace("why: Since, ", "", 1)
    head, tail = text.split("id: q-3")
    findings = lint(tmp_path, head + "id: q-3" + tail.replace("objective: aim", "objective: goal", 1))
    assert [short(f)[1:] for f in findings] == [
        ("bank0.yaml:15:9", "questions[0].options[0].why"),
        ("bank0.yaml:59:16", "questions[3].objective"),
    ]


def test_a_folder_stands_for_its_banks_and_an_empty_one_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(clean_bank().replace("rev: 1", "rev: 0", 1))
    (tmp_path / "notes.txt").write_text("not a bank")
    assert len(lint_paths([tmp_path, tmp_path / "a.yaml"])) == 1  # a file named twice is read once
    empty = tmp_path / "empty"
    empty.mkdir()
    (finding,) = lint_paths([empty])
    assert str(finding).startswith(f"{empty}:1:1: error: folder: has no .yaml file in it; name a folder")
    (finding,) = lint_paths([tmp_path / "nowhere.yaml"])
    assert "cannot be opened" in finding.fault.problem


def test_a_finding_is_one_line_with_place_severity_field_problem_and_fix(tmp_path: Path) -> None:
    (finding,) = lint(tmp_path, clean_bank().replace("rev: 1", 'rev: "1"', 1))
    assert str(finding).startswith(
        f"{tmp_path}/bank0.yaml:8:10: error: questions[0].rev: '1' is not a whole number; "
    )
    assert "\n" not in str(finding)
