"""Colours with a constant meaning everywhere: told apart by colour-blind eyes too, and on light and dark alike.

Source of the hues: M. Okabe and K. Ito, Color Universal Design (2008), each darkened or lightened until it
stands out at 3 : 1 or better from the light and from the dark page (WCAG 2.2, 1.4.11). They are for lines, bars
and points; words stay in the colour of the text.
"""

BATCH = "#2F6FDE"
REAL_TIME = "#D9622B"
DYNAMIC = "#0E9F6E"
WAITING = "#B98300"
SERVICE = "#7C5CD6"
NEUTRAL = "#7C8798"

# In the order in which unnamed series take them.
SERIES = (BATCH, REAL_TIME, DYNAMIC, SERVICE, WAITING, NEUTRAL)
