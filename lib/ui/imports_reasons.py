"""The sentences of Imports: why a row is turned down, why a file cannot be used, and what is noted about one.

They are written down in English where they arise, because reports and tables hold them so; here they are marked for
the catalogue, and patterns find the names and numbers in them. Where the page can do what a sentence proposes on the
command line, or needs less of it, it says another one.
"""

import re

from lib.words import N_

REASONS = (
    N_("It has no id."),
    N_("It names no channel."),
    N_("Its kind is none of post, comment, reply, direct, review."),
    N_("It has no time."),
    N_("It has no time that can be read."),
    N_("Its time lies before 1990."),
    N_("Its time lies in the future."),
    N_("It has no text."),
    N_("Direct messages are left out unless asked for (--direct)."),
    N_("Its author was forgotten here."),
    N_("It is older than messages of its channel are kept here."),
    N_("It was deleted."),
    N_("It was deleted or removed."),
    N_("It was deleted by its author."),
    N_("It was removed by a moderator."),
    N_("It was removed by Reddit."),
    N_("It is a repost without words of its own."),
    N_("It is a repost of another's post, not a message."),
    N_("It is a boost of another's post, not a message."),
    N_("It is a like, a bookmark or an edit, not a post."),
    N_("It is a notice of WhatsApp, not a message."),
    N_("It is a notice of X (somebody came or went), not a message."),
    N_("It is a notice of Slack (Slackbot), not a message."),
    N_("It is a picture, a sound or another file without words."),
    N_("It has no text (a picture, a sticker or another file)."),
    N_("It has no text (a picture, a sound or another file)."),
    N_("It has no words of its own (a picture or a quotation)."),
    N_("It has no text (a file, or something only Slack can show)."),
    N_("It has neither stars nor words."),
    N_("It was hidden after members flagged it."),
    N_("It stands before the first message."),
    N_("It is a notice of X (somebody came, went or was named), not a message."),
    N_("It is a moderator's action, not a message."),
    N_("It is a notice of Discourse, not a message."),
    N_("It is a whisper among staff, not a message."),
    N_("It is no post of a member, not a message."),
    N_("It is no post (a like, a follow, a deletion)."),
    N_("It is no post (a vote, a profile, a file)."),
    N_("It is no status (a notification of another kind, perhaps): it has no content."),
    N_("It is a reaction, not a message."),
    N_("It is a video without its id or time."),
    N_("It has no text (a picture, a film or a link alone)."),
    N_("It has no text (a picture, a sound, a sticker or another file)."),
    N_("It has no address of a post (at://…)."),
    N_("It was taken back by whoever sent it."),
    N_("It was rejected by a moderator."),
    N_("It was deleted or removed after it was archived."),
    N_("It cannot be seen: one of the two blocked the other."),
    N_("It is longer than a million characters: no message is."),
    N_("YouTube took it for spam."),
    N_("X withholds its text."),
    N_("The line is longer than 16 million characters: no message is."),
    N_("The line is longer than 16 MB: no message is."),
    N_("The line is JSON, but no object with keys."),
    N_("The import broke off and nothing of it is shown: start it again. If it breaks off again, give fewer files."),
    N_("There is nothing to import here: give export files, a folder of them, or a zip."),
)
"""Sentences that are always the same."""
KINDS_OF_FILES = (
    N_("a zstandard file"),
    N_("a 7-Zip archive (unpack it first)"),
    N_("a RAR archive (unpack it first)"),
    N_("a bzip2 archive (unpack it first)"),
    N_("an xz archive (unpack it first)"),
    N_("a picture or a sound"),
    N_("an old or password-protected Office file (save it as .xlsx without a password)"),
    N_("a Parquet file"),
    N_("a SQLite database"),
    N_("a binary file"),
    N_("a Word document"),
    N_("a PowerPoint presentation"),
    N_("an OpenDocument file (save it as .xlsx or .csv)"),
    N_("an Apple Numbers or Pages file (export it as .xlsx or .csv)"),
    N_("a spreadsheet"),
    N_("delimited text"),
)
"""What stands for {kind} in a sentence."""
_AS_WRITTEN = (
    N_("Its time {said} cannot be read."),
    N_("Its date {said} cannot be read in the order of the others."),
    N_("Its {field} is empty or cannot be read."),
    N_("Its {field} {said} went through a float and cannot be got back: write ids as text."),
    N_("It is no post, but {said}."),
    N_("The row has {cells} cells, the header {width}: a separator or a quotation mark is amiss."),
    N_("The row cannot be told apart into cells ({said})."),
    N_("The line is not JSON ({said})."),
    N_("{name}: these columns are not used: {columns}."),
    N_("{name}: {count} values of {field} are no numbers or times and were left empty, first in line {line}."),
    N_("{name}: YouTube's page rounds times down (“2 years ago”), so those of its comments are late."),
    N_("{name} completes the long posts of tweets.js."),
    N_("{name} holds no messages and was passed over."),
    N_("{name} is empty: export it again."),
    N_("{name} has no rows: export it again."),
    N_("{name} is no export that Earshot knows."),
    N_("{name} is a part of an X archive without messages ({part}): give data/tweets.js."),
    N_("{name} is no part of an X archive: give data/tweets.js as X made it."),
    N_("{name} is no folder: give Slack's export as the zip it came in, or unpacked."),
    N_("{name} is a folder, not a table: give the file."),
    N_("{name} is a link: give the file that it points to."),
    N_("{name} is not a file: give the exported file."),
    N_("{name} is not there: check the path."),
    N_("{name} is a zip in a zip in a zip: unpack it and give the folder."),
    N_("{name} is {kind}, not text: give the export itself."),
    N_("{name} is {kind}, not an export: give the exported file itself."),
    N_("{name} is nested too deeply to be an export: export it again."),
    N_("{name} is not whole JSON ({said}): it may have been cut off, export it again."),
    N_("{name} is no whole Parquet file ({said}): export it again."),
    N_("{name} is no whole Excel workbook ({said}): save it again as .xlsx."),
    N_("{name} is larger than {size} MB, too large to be read at once: split the export."),
    N_("{name} was cut off: download it again."),
    N_("{name} is damaged ({said}): download it again."),
    N_("{name} holds no table: the first row of a sheet has to name its columns."),
    N_("{name} holds no posts: choose a longer period when you export."),
    N_("{name} holds more than {limit} files: unpack it and give the parts that hold messages."),
    N_("{name} holds a member that would be written elsewhere ({said}): it is left alone."),
    N_("{name} holds a link or a device ({said}), as no export does: it is left alone."),
    N_("The folder {name} holds no export: give the exported files."),
    N_("{name} holds no export: give the zip as the platform made it."),
    N_("{name} takes {size} MB unpacked, the disk has {free} MB free: free some space."),
    N_("{name} grows beyond what it may when unpacked, as no export does: it is left alone."),
    N_("{name} lists topics without their posts: fetch each topic (its address followed by .json), and import those."),
    N_("{name} lists conversations without their messages: ask the API for messages as well."),
    N_("{name} has no line that begins with date and time as WhatsApp writes them: export the chat again."),
    N_("In {name} the column {field} holds {found} where {wanted} belongs: convert it."),
    N_("{name} cannot be written ({said}): free the disk."),
    N_("{name} could not be kept ({said}): free some disk space."),
    N_("The import stopped and nothing of it is shown ({said})."),
    N_("The import broke off by a fault of Earshot's own, and nothing of it is shown: details are in {log}."),
)
_SAID_OTHERWISE = (
    (r"It is no [\w ,]+: an object is expected\.", N_("It is no message of the kind that this export holds.")),
    (r"It has no id \(\w+\)\.", N_("It has no id.")),
    (r"It has no time that can be read \(\w+\)\.", N_("It has no time that can be read.")),
    (r"The answer to this review has no time .+", N_("The answer to this review has no time that can be read.")),
    (r"It is a conversation without its messages: .+", N_("It is a conversation without its messages.")),
    (r"It is a notice of (?P<place>\w+) \((?P<said>.*)\), not a message\.", N_("It is a notice of {place} ({said}).")),
    (
        r"Its time is only (?P<said>.+), counted from a moment .+",
        N_("Its time is only {said}, and from when is not said."),
    ),
    (
        r"Its time (?P<said>.+) names no time zone, as others here do.*",
        N_("Its time {said} names no time zone, as others here do."),
    ),
    (r"Day and month of (?P<said>.+) cannot be told apart.*", N_("Day and month of {said} cannot be told apart.")),
    (
        r"Its (?P<field>\w+) (?P<said>\S+) was rounded by a spreadsheet and cannot be got back: .+",
        N_("Its {field} {said} was rounded by a spreadsheet: import the export as the platform made it."),
    ),
    (r"In (?P<name>.+) the times in .+ name no time zone.*", N_("The times in {name} name no time zone: choose one.")),
    (r"The times in (?P<name>.+) name no time zone.*", N_("The times in {name} name no time zone: choose one.")),
    (r"(?P<name>.+) holds times without a time zone.*", N_("The times in {name} name no time zone: choose one.")),
    (
        r"In (?P<name>.+) the column .+ does not say whether the day or the month comes first.*",
        N_("{name} does not say whether the day or the month comes first: choose it."),
    ),
    (
        r"(?P<name>.+) does not say whether the day or the month comes first.*",
        N_("{name} does not say whether the day or the month comes first: choose it."),
    ),
    (
        r"What the columns of (?P<name>.+) hold cannot be told from it.*",
        N_("Earshot cannot tell what the columns of {name} hold: say it below."),
    ),
    (r"(?P<name>.+) holds no messages: export it again\.", N_("{name} holds no messages.")),
    (r"(?P<name>.+) holds no rows of JSON objects.*", N_("{name} is no export that Earshot knows.")),
    (
        r"(?P<name>.+) is protected by a password: unpack it and give the folder\.",
        N_("{name} is protected by a password: unpack it first."),
    ),
    (
        r"(?P<name>.+) is a damaged or cut-off zip \(.*\): download it again\.",
        N_("{name} is a damaged or cut-off zip: download it again."),
    ),
    (
        r"(?P<name>.+) is a web page, not an export: ask the platform for JSON or CSV\.",
        N_("{name} is a web page: ask the platform for JSON or CSV."),
    ),
    (
        r"(?P<name>.+) would (?:take \d+ GB|grow \d+-fold).+",
        N_("{name} would grow far too large when unpacked: unpack it yourself and give the parts that hold messages."),
    ),
    (r"(?:The folder )?(?P<name>.+) cannot be unpacked \(.*\).+", N_("{name} cannot be unpacked: download it again.")),
    (r"(?:The folder )?(?P<name>.+) cannot be read \((?P<said>.*)\): check .+", N_("{name} cannot be read ({said}).")),
    (
        r"(?P<name>.+) has no column (?P<columns>.+), which the mapping (?P<mapping>.+) reads.*",
        N_("{name} has no column {columns}, which the mapping {mapping} reads."),
    ),
    (
        r"(?P<name>.+) has no column (?P<columns>.+?)(?:, as .+ writes them)?: (?:export|import|rename) .+",
        N_("{name} has no column {columns}: export it again, or say below what its columns hold."),
    ),
    (
        r"(?P<name>.+): lines that look like the beginning of a message, .+: (?P<count>\d+), .+ (?P<line>\d+)\.",
        N_("{name}: {count} lines that could begin a message stand in another's text, the first in line {line}."),
    ),
    (
        r"(?P<name>.+): (?P<missing>\S+) answers are counted by YouTube and not in this file.*",
        N_("{name}: YouTube counts {missing} answers that are not in this file."),
    ),
    (
        r"(?P<name>.+) has (?P<count>[\d,]+) columns, as no table of messages has: .+",
        N_("{name} has {count} columns, as no table of messages has: give the exported file."),
    ),
    (
        r"(?P<name>.+) holds a value longer than (?P<size>\d+) MB, as no message is: .+",
        N_("{name} holds a value longer than {size} MB, as no message is: export it again."),
    ),
    (
        r"Another import is (?:under way|writing) here.*",
        N_("Another import is under way here: wait for it, or cancel it."),
    ),
)


def _pattern(message: str) -> re.Pattern[str]:
    """What finds this sentence, whatever stands for its {placeholders}."""
    parts = re.split(r"\{(\w+)\}", message)
    text = "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile(text, re.S)


PATTERNS = (
    *((re.compile(pattern, re.S), message) for pattern, message in _SAID_OTHERWISE),
    *((_pattern(message), message) for message in _AS_WRITTEN),
)
"""What finds a sentence, and what is said instead, with the same names in braces."""
