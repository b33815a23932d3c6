"""English words for choosing among places."""

PLACE = "Place"
ALL = "All places"
ONE_ONLY = "This page shows one place; Triage shows all."
BADGE = "**{name}** · {count} places, the oldest as of {day}"
EVERY_PLACE = (
    "All places: wards and neighborhoods are left out, and each property opens in its own place. "
    "Scores are as published."
)
