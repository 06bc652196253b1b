"""The lesson: read in sections, with figures to touch and checks to answer."""

from pages.parts import cached, lesson, look

shown = cached.lesson("batch-or-real-time")
look.header(shown.title, shown.summary, above=lesson.measure(shown))
lesson.show(shown)
