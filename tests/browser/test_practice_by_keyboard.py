"""Practice in a real browser: keyboard alone, nothing lost, nothing given away, everything accessible."""

from collections.abc import Callable
from pathlib import Path

import pytest
from opened_page import looks, settled, too_wide
from playwright.sync_api import Page, WebSocket, expect
from server_process import ServerProcess, gone_within

from tests.built_in import bundled_bank

BANK = bundled_bank("practice")
QUESTIONS = BANK.pool("practice")


def _right(place: int) -> str:
    return _plain(next(option.text for option in QUESTIONS[place].options if option.correct))


def _wrong(place: int) -> str:
    return _plain(next(option.text for option in QUESTIONS[place].options if not option.correct))


def _plain(text: str) -> str:
    return text.strip("`")


def _answer(page: Page, text: str) -> None:
    page.get_by_role("radio", name=text).check(force=True)
    page.get_by_role("button", name="Check", exact=True).click()


def test_a_question_is_answered_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit("/practice")
    expect(page.get_by_role("radio").first).to_be_attached()
    names = [radio.evaluate("r => r.closest('label').innerText") for radio in page.get_by_role("radio").all()]
    place = next(number for number, name in enumerate(names) if _right(0) in name)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Right. 1 of 1 point")
    page.get_by_role("button", name="Next question").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()


def test_a_refresh_and_a_new_tab_keep_everything(visit: Callable[..., Page]) -> None:
    page = visit("/practice")
    page.get_by_role("button", name="Open hint 1 of 3").click()
    expect(page.get_by_text(QUESTIONS[0].hints[0].text)).to_be_visible()
    _answer(page, _wrong(0))
    expect(page.get_by_role("alert")).to_contain_text("Not right.")
    page.reload()
    settled(page)
    other = visit("/practice", again=page)
    for tab in (page, other):
        expect(tab.get_by_role("alert")).to_contain_text("Not right.")
        expect(tab.get_by_text(QUESTIONS[0].hints[0].text)).to_be_visible()
        expect(tab.get_by_text("Tried: not right.")).to_be_visible()


@pytest.mark.timeout(400)  # it starts a server three times
def test_kill_9_in_the_middle_of_practice_and_of_a_test_loses_nothing_and_leaves_nothing_running(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    server = ServerProcess(tmp_path)
    server.start()
    try:
        page = visit("/test", base=server.address, server_may_die=True)
        on = _in_the_middle_of_a_test(page)
        in_test = page.url
        page.goto(f"{server.address}/practice")
        settled(page)
        _answer(page, _wrong(0))
        expect(page.get_by_role("alert")).to_contain_text("Not right.")
        measuring, simulating = server.children()
        server.kill()
        # One that is still starting, and gives way to all else on the machine, hears of it late.
        assert gone_within(60, measuring) and gone_within(60, simulating), "a process outlived its server"
        server.start(health="/_stcore/health")
        page.goto(in_test)
        settled(page)
        expect(page.get_by_text("Question 2 of 10 ·")).to_be_visible()
        expect(page.get_by_role("heading", level=2)).to_have_text(on)
        expect(page.get_by_role("img", name="1 of 10 answers locked")).to_be_visible()
        page.goto(f"{server.address}/practice")
        settled(page)
        expect(page.get_by_role("alert")).to_contain_text("Not right.")
        _answer(page, _right(0))
        expect(page.get_by_role("status")).to_contain_text("Right. 0.67 of 1 point, with 2 tries")
        measuring, simulating = server.children()
    finally:
        server.terminate()
    assert gone_within(60, measuring) and gone_within(60, simulating), "a process outlived a graceful end"


def _in_the_middle_of_a_test(page: Page) -> str:
    """Starts a test, locks one answer, whatever the question, and returns the second question."""
    page.get_by_role("button", name="Start the test").click()
    expect(page.get_by_text("Question 1 of 10 ·")).to_be_visible()
    control = page.get_by_test_id("stForm").locator("input").first
    if control.get_attribute("type") == "text":
        control.fill("1")
    else:
        control.check(force=True)
    page.get_by_role("button", name="Lock my answer").click()
    expect(page.get_by_text("Question 2 of 10 ·")).to_be_visible()
    settled(page)
    return page.get_by_role("heading", level=2).inner_text()


def test_the_wire_never_carries_the_key_of_an_open_question(visit: Callable[..., Page]) -> None:
    wire: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: wire.append(data if isinstance(data, bytes) else data.encode())
        )

    page = visit("/")
    page.on("websocket", listen)
    page.goto(page.url.rstrip("/") + "/practice")
    settled(page)
    question = QUESTIONS[0]
    wrong = next(option for option in question.options if not option.correct)
    page.get_by_role("button", name="Open hint 1 of 3").click()
    expect(page.get_by_text(question.hints[0].text)).to_be_visible()
    _answer(page, _plain(wrong.text))
    expect(page.get_by_role("alert")).to_contain_text("Not right.")
    sent = b"".join(wire)
    assert question.stem[:60].encode() in sent and wrong.why.encode() in sent
    others = [option.why for option in question.options if option is not wrong]
    steps = [text for step in question.solution for text in (step.do, step.because)]
    for secret in (*others, *steps, question.explanation, question.quick_check, *question.common_mistakes):
        assert secret.encode() not in sent
    assert not [one for one in QUESTIONS[1:] if one.stem[:60].encode() in sent]


def test_every_state_of_practice_is_accessible(
    visit: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    def whole() -> None:
        for look in looks(page):
            assert too_wide(look) == []
            assert violations(look) == []

    page = visit("/practice")
    page.get_by_role("button", name="Open hint 1 of 3").click()
    expect(page.get_by_text(QUESTIONS[0].hints[0].text)).to_be_visible()
    _answer(page, _wrong(0))
    expect(page.get_by_role("alert")).to_contain_text("Not right.")
    whole()
    _answer(page, _right(0))
    expect(page.get_by_text("Common mistakes")).to_be_visible()
    whole()
    for place in range(1, 5):
        page.get_by_role("button", name="Next question").first.click()
        expect(page.get_by_text(f"Question {place + 1} of 5")).to_be_visible()
        page.get_by_role("button", name="Show the solution").click()
        page.get_by_role("button", name="Show it for 0 points").click()
        expect(page.get_by_text("Solution shown.")).to_be_visible()
    whole()
    page.get_by_role("button", name="See the summary").first.click()
    expect(page.get_by_role("heading", name="of 5 points")).to_be_visible()
    whole()
    page.get_by_role("link", name="Read: Key result").click()
    expect(page.get_by_role("heading", name="Key result")).to_be_in_viewport(timeout=20_000)
