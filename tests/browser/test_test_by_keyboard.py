"""The test in a real browser: every kind of question by keyboard alone, what is announced, two tabs, and axe in every state."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import zip_longest

import pytest
from opened_page import looks, settled, too_wide
from playwright.sync_api import Page, WebSocket, expect
from server_process import ServerProcess

from core.learning import keys
from core.learning.events import TestAnswered, TestStarted
from core.learning.exam import Exam, answer, exams
from core.learning.exam_rule import QUOTA
from core.learning.grading import shuffled_items, shuffled_options
from core.learning.library import Placed
from core.learning.question import (
    MultiQuestion,
    NumberQuestion,
    OrderQuestion,
    Question,
    SingleQuestion,
)
from core.learning.store import Store
from core.learning.variants import variant
from tests.built_in import bundled_library

LIBRARY = bundled_library()
# What a screen reader calls that which has the focus, through shadow roots; the name of an icon is not said.
FOCUSED = """() => {
    let one = document.activeElement;
    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    if (one === document.body) return "";
    const copy = (one.closest("label") ?? one).cloneNode(true);
    copy.querySelectorAll("[data-testid=stIconMaterial]").forEach((icon) => icon.remove());
    return one.getAttribute("aria-label") || copy.textContent.trim();
}"""


def _token(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "learner")


def _started(page: Page, server: ServerProcess, *, answered: int = 0, wrong: int = 0) -> Exam:
    """A test of this visitor with several kinds of question in it, some of it answered already."""
    store, learner, now = Store(server.database_url), _token(page), datetime.now(UTC)
    items = tuple(f"{one.bank}/{one.question.id}/{one.question.rev}/7" for one in _picked())
    started = TestStarted(test="test-1", items=items)
    store.append(learner, started, at=now, key=keys.exam_start(started.test))
    for number in range(answered):
        exam = _exam(store, learner)
        assert exam.current is not None
        chosen = _wrong(exam.current.question) if number < wrong else _right(exam.current.question)
        given = answer(exam, exam.current.place, chosen, 0.9)
        store.append(learner, given, at=now, key=keys.exam_answer(exam.test, exam.current.place))
    return _exam(store, learner)


def _picked() -> list[Placed]:
    """Three easy, four medium and three hard ones; the rarest kinds first."""
    rarest = ("order", "multi", "number", "single")
    picked: list[Placed] = []
    for difficulty, count in QUOTA["full"].items():
        pool = [one for one in LIBRARY.placed("test") if one.question.difficulty == difficulty]
        kinds = [[one for one in pool if one.question.kind == kind] for kind in rarest]
        turns = [one for turn in zip_longest(*kinds) for one in turn if one is not None]
        picked += turns[:count]
    return picked


def _exam(store: Store, learner: str) -> Exam:
    return exams(store.events(learner), LIBRARY)[-1]


def _right(question: Question) -> tuple[str, ...]:
    match question:
        case SingleQuestion() | MultiQuestion():
            return tuple(option.id for option in question.options if option.correct)
        case NumberQuestion():
            return (f"{question.key:.6g}",)
        case OrderQuestion():
            return tuple(item.id for item in question.items)
        case _:
            raise ValueError(question.kind)


def _wrong(question: Question) -> tuple[str, ...]:
    match question:
        case SingleQuestion() | MultiQuestion():
            return tuple(option.id for option in question.options if not option.correct)[:1]
        case NumberQuestion():
            return (f"{question.key * 7 + 3:.6g}",)
        case _:
            return tuple(reversed(_right(question)))


def _tab_to(page: Page, name: str) -> None:
    """Presses Tab until the focus is on what has this name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name!r}")


def _tab_into(page: Page, kind: str) -> None:
    """Presses Tab until the focus is on a radio or a checkbox: code and its copy button may come before."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == kind:
            return
    raise AssertionError(f"Tab does not reach a {kind}")


def _fill_by_keyboard(page: Page, question: Question, seed: int) -> None:
    """The right answer, by Tab, Space, arrows, Enter and typing alone."""
    match question:
        case SingleQuestion():
            _tab_into(page, "radio")
            page.keyboard.press("Space")
            for _ in range([option.correct for option in shuffled_options(question, seed)].index(True)):
                page.keyboard.press("ArrowDown")
        case MultiQuestion():
            for option in shuffled_options(question, seed):
                _tab_into(page, "checkbox")
                if option.correct:
                    page.keyboard.press("Space")
        case NumberQuestion():
            _tab_to(page, "Your answer")
            page.keyboard.type(_right(question)[0])
        case OrderQuestion():
            _order_by_keyboard(page, question, seed)
        case _:
            _tab_to(page, "Your guess")
            page.keyboard.type("30")


def _order_by_keyboard(page: Page, question: OrderQuestion, seed: int) -> None:
    shown = [one.id for one in shuffled_items(question, seed)]
    for place, wanted in enumerate(question.items):
        steps = shown.index(wanted.id) - place
        if not steps:
            continue
        text = wanted.text.replace("`", "")
        _tab_to(page, f"Move up: {text}")
        for _ in range(steps):
            page.keyboard.press("Enter")
        said = f"{text}: moved up, now {place + 1} of {len(shown)}"
        expect(page.locator("p[aria-live]", has_text="moved up")).to_have_text(said)
        assert page.evaluate(FOCUSED) == f"Move up: {text}", "the focus stays with what is moved"
        shown.insert(place, shown.pop(place + steps))


def _secrets(question: Question) -> list[str]:
    parts = [question.explanation, question.quick_check]
    parts += [text for step in question.solution for text in (step.do, step.because)]
    match question:
        case SingleQuestion() | MultiQuestion():
            parts += [option.why for option in question.options]
        case OrderQuestion():
            parts += [one.why for one in question.items]
        case _:
            pass
    return [part for part in parts if len(part) > 20]


def test_from_the_home_page_to_a_verdict_that_is_announced_by_keyboard_alone(
    visit: Callable[..., Page], server: ServerProcess
) -> None:
    wire: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: wire.append(data if isinstance(data, bytes) else data.encode())
        )

    page = visit("/test")
    exam, store = _started(page, server), Store(server.database_url)
    page.on("websocket", listen)
    page.goto(server.address)
    settled(page)
    _tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _tab_to(page, "Test")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Ten questions")).to_be_focused()
    _tab_to(page, "Go on with question 1")
    page.keyboard.press("Enter")
    for place in range(1, 11):
        item = exam.item(place)
        expect(page.get_by_text(f"Question {place} of 10 ·")).to_be_visible()
        heading = page.locator(f".st-key-quiz_stem_{item.question.id} h2")
        if place == 1:
            heading.evaluate("h => { h.tabIndex = -1; h.focus(); }")
        else:
            expect(heading).to_be_focused()
            expect(page.locator("p[aria-live]").first).to_have_text(
                f"Answer {place - 1} is locked. Question {place} of 10."
            )
        sent = b"".join(wire)
        assert not [
            secret for one in exam.items for secret in _secrets(one.question) if secret.encode() in sent
        ]
        settled(page)
        _fill_by_keyboard(page, item.question, item.seed)
        _tab_to(page, "Lock my answer")
        page.keyboard.press("Enter")
    result = page.locator(".st-key-exam_result h2")
    expect(result).to_be_focused()
    expect(result).to_have_text("Strong")
    expect(page.locator("p[aria-live]").first).to_have_text("Answer 10 is locked. This is the result.")
    expect(page.get_by_text("10 of 10 right, all 3 hard ones among them.")).to_be_visible()
    given = _exam(store, _token(page)).answers
    assert [given[place].correct for place in range(1, 11)] == [True] * 10


def test_two_tabs_on_one_test_count_an_answer_once(visit: Callable[..., Page], server: ServerProcess) -> None:
    page = visit("/test")
    exam = _started(page, server)
    assert exam.item(1).question.kind == "number"
    one, other = (visit(f"/test?test={exam.test}", again=page) for _ in range(2))
    for tab, typed in ((one, "1"), (other, "2")):
        tab.bring_to_front()
        tab.get_by_role("textbox").fill(typed)
    for tab in (one, other):
        tab.bring_to_front()
        tab.get_by_role("button", name="Lock my answer").click()
        expect(tab.get_by_text("Question 2 of 10 ·")).to_be_visible()
    expect(other.get_by_text("Question 1 was answered before, in another tab.")).to_be_visible()
    events = Store(server.database_url).events(_token(page))
    assert sum(isinstance(record.event, TestAnswered) for record in events) == 1


def test_every_state_of_the_test_is_accessible(
    visit: Callable[..., Page],
    server: ServerProcess,
    violations: Callable[[Page], list[str]],
) -> None:
    page = visit("/test")
    assert violations(page) == [] and too_wide(page) == []
    exam = _started(page, server, answered=10, wrong=4)
    page = visit(f"/test?test={exam.test}", again=page)
    expect(page.get_by_role("heading", name="Not yet")).to_be_visible()
    for place in (1, 10):
        page.locator(f".st-key-test_item_{place} summary").click()
        expect(page.locator(f".st-key-test_item_{place}").get_by_text("Quick check.")).to_be_visible()
    for look in looks(page):
        assert violations(look) == [] and too_wide(look) == []


@pytest.mark.parametrize(
    ("scheme", "width", "kinds"),
    [("dark", 1280, ("multi", "number", "predict")), ("light", 390, ("order", "number"))],
)
def test_the_other_kinds_by_keyboard_and_accessible_before_and_after_the_answer(
    scheme: str,
    width: int,
    kinds: tuple[str, ...],
    visit: Callable[..., Page],
    violations: Callable[[Page], list[str]],
) -> None:
    page = None
    for kind in kinds:
        placed = next(one for one in LIBRARY.placed("review") if one.question.kind == kind)
        address = f"/practice?practice_view=Practise+anything&item={placed.bank}/{placed.question.id}/7"
        page = visit(address, width=width, scheme=scheme, again=page)
        assert violations(page) == [] and too_wide(page) == []
        heading = page.locator(f".st-key-quiz_stem_{placed.question.id} h2")
        heading.evaluate("h => { h.tabIndex = -1; h.focus(); }")
        _fill_by_keyboard(page, variant(placed.question, 7), 7)
        _tab_to(page, "Lock my guess" if kind == "predict" else "Check")
        page.keyboard.press("Enter")
        if kind == "predict":
            expect(page.get_by_role("status").filter(has_text="Your guess is locked")).to_be_visible()
            page.get_by_role("button", name="Run it in the simulator").press("Enter")
            expect(page.get_by_text("what it was held against")).to_be_visible()
        else:
            expect(page.locator(".st-key-quiz_outcome")).to_be_focused()
            expect(page.get_by_role("status").filter(has_text="Right. 1 of 1 point")).to_be_visible()
        expect(page.get_by_role("button", name="Next question").first).to_be_visible()
        assert violations(page) == [] and too_wide(page) == []
