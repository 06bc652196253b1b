"""A flashcard turned over: right or not, when it comes back, and what the learner may say of it; then the explanation."""

from datetime import date

import streamlit as st

from core.learning.events_review import GRADES, Grade
from core.learning.grading import Attempt
from core.learning.grading_number import number_words
from core.learning.question import MultiQuestion, NumberQuestion, OrderQuestion, Question, SingleQuestion
from core.learning.review import choices
from core.learning.review_grades import DayGrade
from pages.parts import answer_remedy, answer_spoken, quiz_review, review_keys, review_state
from pages.parts.answer_words import answer_words
from pages.parts.quiz_asked import Asked
from pages.parts.review_state import Now, Shown
from pages.parts.review_words import EARNED, GRADE_WORDS, day_words, days_words

OUTCOME = "review_outcome"


def tell(attempt: Attempt) -> None:
    """Says what the answer came to, and takes the focus to it."""
    answer_spoken.tell(say=_verdict(attempt), focus=OUTCOME)


def show(now: Now, shown: Shown) -> None:
    """Called once the attempt is done."""
    asked = shown.asked
    with st.container(key=OUTCOME, gap="small"):
        st.subheader(_verdict(asked.attempt), anchor=False)
        _answered(asked)
    if shown.card is not None:
        _grades(now, shown, shown.card.last)
    quiz_review.show(asked)
    answer_remedy.after(asked)


def _verdict(attempt: Attempt) -> str:
    if attempt.revealed:
        return "The answer"
    partly = (attempt.score or 0.0) > 0 and not attempt.correct
    return "Right" if attempt.correct else "Partly right" if partly else "Not right"


def _answered(asked: Asked) -> None:
    """What was answered, with its own why; and what is right, where that is something else."""
    feedback = asked.attempt.feedback
    if asked.attempt.answers and feedback is not None and not asked.attempt.revealed:
        why = feedback.words or (feedback.chosen[0].why if len(feedback.chosen) == 1 else "")
        said = f"You answered: {answer_words(asked.question, asked.attempt.answers[-1])}\n\n{why}"
        if asked.attempt.correct:
            st.success(said, icon=":material/check:")
            return
        st.error(said, icon=":material/close:")
    st.markdown(f"**Right is:** {answer_words(asked.question, _key(asked.question))}")


def _key(question: Question) -> tuple[str, ...]:
    """The right answer in the form in which answers are stored."""
    match question:
        case NumberQuestion() as number:
            return (number_words(number.key, number.unit),)
        case OrderQuestion(items=items):
            return tuple(item.id for item in items)
        case SingleQuestion() | MultiQuestion() as choice:
            return tuple(option.id for option in choice.options if option.correct)
        case _:
            raise ValueError("a prediction has no key before its run")


def _grades(now: Now, shown: Shown, today: DayGrade) -> None:
    """A button a grade that may be said, with the day it leads to; the one earned is what Enter presses."""
    offered = choices(now.records, today.item, now.review.today)
    comes_back = f"It comes back {day_words(dict(offered)[today.grade], now.review.today)}."
    asks = "**How well did you know it?** " if len(offered) > 1 else ""
    with st.container(key="review_grades", gap="small"):
        st.markdown(f"{asks}{EARNED[today.earned]} {comes_back}")
        with st.container(horizontal=True, key="review_grade_buttons"):
            keys = dict(_grade(now, shown, today, grade, day, len(offered) > 1) for grade, day in offered)
    keys["Enter"] = keys[str(GRADES.index(today.grade) + 1)]
    words = f"1 to {len(offered)} says how well and goes on, Enter takes {GRADE_WORDS[today.grade].lower()}"
    review_keys.show(keys, f"Keys: {words if asks else 'Enter goes on'}.")


def _grade(
    now: Now, shown: Shown, today: DayGrade, grade: Grade, day: date, one_of_several: bool
) -> tuple[str, str]:
    """One button. Returns its key on the keyboard and the key of its container."""
    name, number = f"review_grade_{shown.asked.seed}_{grade}", GRADES.index(grade) + 1
    label = f"**{number}** {GRADE_WORDS[grade]} · {days_words(day, now.review.today)}"
    st.button(
        label if one_of_several else "Next",
        key=name,
        type="primary" if grade == today.grade else "secondary",
        on_click=review_state.rate,
        args=(shown, _said(grade, today)),
    )
    return str(number), name


def _said(grade: Grade, today: DayGrade) -> Grade | None:
    """What has to be stored: nothing, if the answer earned just this and nothing else was said."""
    return None if grade == today.earned and today.said is None else grade
