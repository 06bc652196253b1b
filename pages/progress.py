"""Progress: what this learner read, measured, guessed and answered, to look at, to take away or to delete."""

from pages.parts import cached, look, progress_sections, session
from pages.parts.progress_belongings import keep_or_delete
from pages.parts.progress_guesses import guessed

progress, lesson, bank = session.progress(), cached.lesson("batch-or-real-time"), cached.bank("practice")

look.header("Progress", "What you have read, measured, guessed and answered in this browser.")
if progress.last_activity is None:
    progress_sections.nothing_yet(lesson)
else:
    progress_sections.totals(progress, lesson, bank)
    progress_sections.read(progress, lesson)
    progress_sections.measured(progress)
    guessed(progress)
    progress_sections.answered(progress, bank)
keep_or_delete(progress)
