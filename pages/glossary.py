"""The glossary: every term in one plain sentence."""

from pages.parts import glossary_list, look

look.header(
    "Glossary",
    "Six ideas as pictures, every term in one plain sentence. On other pages, point at a dotted term, tab to it or tap it.",
)
glossary_list.show()
