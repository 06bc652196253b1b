"""For all tests: no drawn example fails for being slow on a busy machine; what must be fast is a bench."""

from hypothesis import settings

settings.register_profile(
    "unhurried", settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("unhurried")
