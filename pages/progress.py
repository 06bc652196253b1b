"""Progress: what this learner can do, knows, read, measured, guessed and answered, to look at, take away or delete."""

from core.learning.events import WayOpened
from pages.parts import (
    cached,
    look,
    progress_history,
    progress_knowing,
    progress_sections,
    progress_skill,
    progress_state,
    progress_teachers,
    progress_tests,
    session,
)
from pages.parts.progress_belongings import keep_or_delete
from pages.parts.progress_guesses import guessed

progress, lessons, bank = session.progress(), cached.lessons(), cached.bank("practice")

look.header("Progress", "What you can do, how sure that is, and everything you did in this browser.")
# To have opened a page is not to have done anything.
if all(isinstance(one.event, WayOpened) for one in session.events()):
    progress_sections.nothing_yet(lessons[0])
else:
    answered = progress_state.answered()
    progress_sections.totals(progress, lessons, bank)
    progress_skill.show(answered.firsts)
    progress_tests.show(answered.tests)
    progress_knowing.certainty(answered.firsts)
    progress_knowing.ahead(answered.known, answered.today)
    guessed(progress)
    progress_history.show(progress, lessons, bank)
keep_or_delete(progress)
progress_teachers.show()
