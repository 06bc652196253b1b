"""Colours with a constant meaning everywhere: told apart by colour-blind eyes too, and on light and dark alike.

Source of the hues: M. Okabe and K. Ito, Color Universal Design (2008), darkened or lightened for contrast.
"""

BATCH = "#2F6FDE"
REAL_TIME = "#D9622B"
DYNAMIC = "#0E9F6E"
WAITING = "#E0A100"
SERVICE = "#7C5CD6"
NEUTRAL = "#8A94A6"
