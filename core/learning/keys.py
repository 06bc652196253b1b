"""The names under which a move counts once: a double click, a refresh or a second tab finds it stored already."""


def move(bank: str, question: str, rev: int, seed: int, what: str) -> str:
    """Names one move ("try-1", "hint-2", "solution", "guess") at one presentation of a question.

    >>> move("modes", "md-001", 1, 77, "try-1")
    'ask/modes/md-001/1/77/try-1'
    """
    return f"ask/{bank}/{question}/{rev}/{seed}/{what}"


def exam_start(test: str) -> str:
    """Names the start of one test."""
    return f"test/{test}/start"


def exam_answer(test: str, place: int) -> str:
    """Names the answer at one place of one test."""
    return f"test/{test}/{place}"


def exam_end(test: str) -> str:
    """Names the giving up of one test."""
    return f"test/{test}/abandoned"
