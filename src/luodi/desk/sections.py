"""What sections of the desk have in common: which show a part of the city, and which know no past."""

SCOPED = frozenset({"map", "home", "explorer", "projects"})
"""Sections whose pages show a part of the city."""
TIMELESS = frozenset({
    "accounts", "actions", "advisers", "agencies", "appraisals", "assessment", "book", "bulks", "calendar",
    "calendar-days", "chains", "checklist", "citations", "countersigns", "directory", "duplicates",
    "exports", "firms", "health", "imports", "inputs", "instructions", "jobs", "leader", "leads",
    "lists", "lumps", "meetings", "message-servers", "notices", "objections",
    "open-data", "opportunities", "points", "ratings", "register", "reviews", "road", "samples",
    "sponsorships", "sponsorships-mine", "targets-plans", "trail", "trips", "visits", "waiting",
})  # fmt: skip
"""Sections that keep no history of what they show: whatever the as-of is, it is shown as it stands now."""
