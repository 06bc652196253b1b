"""The cheat sheet: all of it on one page, which prints on one sheet of A4."""

from pages.parts import cached, look, session, sheet

lesson = cached.sheet("cheat-sheet")
look.header(lesson.title, lesson.summary)
sheet.show(lesson)
session.opened("cheat-sheet")
