"""English words of the part of the Data page where data are brought, drafted, published."""

#: Parts of the Data page, by their codes in the address.
PARTS = {"all": "Sources and doubts", "refresh": "Refresh", "review": "Review links"}

READ_ONLY = (
    "This site is for reading. Files are brought, and snapshots published, by whoever runs it: "
    "`docs/refreshing.md` says how."
)
LOCAL = "Anyone who can open this page may publish, and everything is signed with the name given."

PLACE = "Place"
WHO = "Your name"
WHO_HELP = "Kept with the file you bring and with every publication."
WHO_MISSING = "Write your name above first: it is kept with the file and with the snapshot."
ELSEWHERE = "The pages show {shown} now. Once something of {place} is published, they show {place}."

# What is under way.
TASKS = {
    "draft": "A draft is being built",
    "refresh": "A refresh is running",
    "publication": "A draft is being published",
    "preview": "The file is being read",
}
ENDED = {
    "draft": "draft",
    "refresh": "refresh",
    "publication": "publication",
    "preview": "look at the file",
}
BEGUN = "begun by {who} on {when}, {age} ago"
STARTING = "Starting"
SURVIVES = (
    "It goes on in a process of its own: you may leave this page or close the tab, and whoever "
    "opens this page sees how far it is."
)
BUSY = "Wait until that is done: one at a time."
FAILED = "The {task} begun by {who} on {when} came to nothing: {words}"
DIED = (
    "The {task} begun by {who} on {when} never finished: its process is gone. What was published "
    "stayed as it was. Begin it again; nothing has to be cleared away."
)
DIED_SAYING = "The last it said: {words}"
DONE = {
    "draft": "{who} built a draft on {when}.",
    "draft_same": "{who} built a draft on {when}: it is exactly what is published already.",
    "refresh": "{who} refreshed on {when}.",
    "refresh_refused": "{who} refreshed on {when}: gates held the draft back; it waits below.",
    "refresh_unchanged": "{who} refreshed on {when}: nothing has changed.",
    "refresh_tried": "{who} tried a refresh on {when}; nothing was published.",
    "publication": "{who} published on {when}.",
}
NOT_STARTED = "It could not be started: {words}"
UNCHANGED = "What was published stays as it was."

# Bringing a file.
BRING = "Bring a newer file"
BRING_ABOUT = (
    "Nothing that is published changes here. The file is read first, then a draft is built with "
    "it; you publish the draft, or you do not."
)
WHAT_IS_IT = "What is this file?"
FIND_OUT = "Find out by its columns"
A_NEW_LIST = "A list of our own, which is not named here"
DROP = "The file: CSV, Excel, GeoJSON, GeoPackage or zipped shapefile"
DROP_ABOUT = (
    "Up to {limit} MB. A larger one: copy it to the machine and run "
    "`python -m housing draft {place} --file FILE`; its draft appears here."
)
DAY = "The day the list describes"
DAY_HELP = "Read from the file's name where it says one, e.g. `2026-10` in it."
AGAIN = "Try again"
READING = "Reading the file in a process of its own"
SUFFIXES = (
    "csv", "txt", "xlsx", "xls", "geojson", "json", "topojson", "gpkg", "parquet", "zip",
)  # fmt: skip

IS_LIST = "**{file}** is **{title}**"
IS_UNKNOWN = "**{file}**"
OF_DAY = ", as of {day}"
COUNTED = "{rows} with {columns}."
MAKES = "It would become {made}."
FIRST_ROWS = "The first {count} rows as they are in the file. Names of people are withheld."

CHECKS = "Checks"
CHECK_FINE = "It can be used as it is."
CHECK_MORE = "{count} more kinds of fault are in the table of rejected rows once a draft is built."
CHECK_ROWS = "{count} ({reason})"
CHECK_LINE = "line {line}: "
CHECK_BAD = "It cannot be used: {words} Nothing was kept of it."

COLUMNS = "Which column is which?"
COLUMNS_ABOUT = (
    "Above each box is what Holdfast reads, in it the column of this file. It is remembered: the "
    "next file of this list is read without asking."
)
NOT_IN_FILE = "(not in this file)"
NEEDED = "{name} (needed)"
MORE_COLUMNS = "More columns"
CHECK_AGAIN = "Check with these columns"
LIST_KIND = "What is in it?"
LIST_KINDS = {
    "covenants": "Affordable homes and their covenants, a row each",
    "parcels": "Parcels: outlines, the tax roll, or both",
    "areas": "Areas: wards, neighborhoods or tracts",
}
LIST_TITLE = "What is the list called?"
LIST_UNNAMED = "Our own list"
LIST_PUBLISHER = "Who publishes it?"
LIST_PROGRAM = "The program of every row"
BY_COLUMN = "(a column says it)"
LIST_AREA = "Which areas?"

NO_FETCH_ABOUT = "Also ask publishers for newer files of the lists that are due"
AS_OF = "The day the draft describes"
BUILD_WITH = "Build a draft with this file"
BUILD = "Fetch what is due and build a draft"
FETCH_ABOUT = (
    "Without a file: lists with a public address are asked for what is newer, then a draft is "
    "built."
)

# The draft.
DRAFT = "A draft waits for your decision"
DRAFT_ABOUT = (
    "{place} as of {day}, built {when}: {properties}, {homes} restricted. Nobody sees it but those "
    "who open this part of the page."
)
DRAFT_WITH = "New in it since what is published: {files}."
NO_DRAFT = "No draft waits. What is published is what the lists below give, or a file is missing."
DRAFTS = "Several drafts are kept; the newest is chosen"
WHAT_CHANGES = "What would change"
FIRST = "This would be the first snapshot of this place: there is nothing to compare it with."
GATES = "Gates"
GATES_ABOUT = "A draft is published only if it passes all of them, or if a person says why not."
GATES_FINE = "All {count} gates passed."
GATES_SHUT = "Not passed: {names}."
WHY = "Why publish it all the same?"
WHY_HELP = "Kept in the snapshot and in the log, with your name."
WHY_MISSING = "Say why it is right although a gate is closed; the reason is kept with your name."
PUBLISH = "Publish this draft"
PUBLISH_ANYWAY = "Publish it although gates are closed"
DISCARD = "Discard this draft"
DISCARD_FILE = "Discard it and take back {file}"
DISCARDED = "The draft was discarded. What is published stays as it was."
TAKEN_BACK = "{file} was taken back: the next build does without it."

# Lists.
LISTS = "Lists of {place}"
LISTS_ABOUT = (
    "Every list that describes the place: those that are late first, then the most trusted first. "
    "Every day is read from a file, its name or its receipt."
)
LATE_COUNT = "late"
HERE_COUNT = "here"
MISSING_COUNT = "never received"
LATE = "late: download it again"
LATE_FETCHED = "late: due to be fetched"
NOT_LATE = "in time"
NEVER = "never received"
NO_DAY = "not stated"
BY_ITSELF = "fetched from its address"
BY_HAND = "brought by a person"
NO_LISTS = "The lists could not be read: {words}"
TAKE_BACK = "Take back a file that was received"
TAKE_BACK_ABOUT = (
    "The next build does without it; its bytes are kept aside. What is published does not change."
)
WHICH_FILE = "Which file?"
WHY_BACK = "Why?"
TAKE_BACK_DO = "Take this file back"

# History.
HISTORY = "History and going back"
HISTORY_ABOUT = (
    "The last 15 snapshots are kept. Going back shows an earlier one again, byte for byte; the "
    "newer one is kept too."
)
GO_TO = "Snapshot to go back to"
GO_BACK = "Go back to it"
GO_BACK_SURE = (
    "Every page will show **{snapshot}** (as of {day}) in place of **{current}**. Do you mean it?"
)
YES, NO = "Yes, go back", "No, leave it"
WENT_BACK = "Went back to {snapshot}."
ONLY_ONE = "Only one snapshot of this place is kept, so there is nothing to go back to."
OTHER_SHOWN = "(shown now)"
