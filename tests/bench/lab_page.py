"""How quick the lab page is: a slider's new picture, and the first useful page after a warm start."""

from tests.bench.row import Row


def slider_moves() -> Row:
    raise NotImplementedError


def first_page() -> Row:
    raise NotImplementedError
