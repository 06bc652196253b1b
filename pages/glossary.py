"""The glossary: every term in one plain sentence."""

from pages.parts import glossary_list, look

look.header(
    "Glossary", "Every term in one plain sentence. On other pages, point at a dotted term to read it there."
)
glossary_list.show()
