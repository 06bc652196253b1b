"""The cheat sheet: all of it on one page, which prints on one sheet of A4."""

from pages.parts import cached, look, sheet

lesson = cached.sheet("cheat-sheet")
look.header(lesson.title, lesson.summary)
sheet.show(lesson)
