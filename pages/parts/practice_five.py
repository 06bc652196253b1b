"""The five practice questions, one at a time, and what each answer says about what to read next."""

from pages.parts import cached, look, quiz


def show() -> None:
    """The whole round, from the first question to the summary."""
    look.header(
        "Five questions",
        "On batch and real time. Take your time: hints are there, and a wrong try teaches too.",
        above="Practice · hints on · nothing is timed",
        terms=False,
    )
    quiz.show(cached.bank("practice"))
