"""What the checker can say about names and kinds of files."""

from __future__ import annotations

from .codes import declare
from .diagnostics import Severity

_E = Severity.ERROR

declare(
    "wrong-extension",
    _E,
    "File name ends in .yaml",
    message="“{name}” is not read: files of the catalogue end in .yml",
    hint="rename it to {right}",
    why="One ending, so that no record can exist twice under two names.",
    wrong="example-university/data-literacy.yaml",
    right="example-university/data-literacy.yml",
)
declare(
    "misplaced-file",
    _E,
    "File outside a provider's folder",
    message="“{name}” lies where no record belongs",
    hint="move it into the provider's folder: <provider>/<offering>.yml or <provider>/pathways/<pathway>.yml",
    why="The folder says whose record it is, and who may change it.",
    wrong="data-literacy.yml",
    right="example-university/data-literacy.yml",
)
declare(
    "unexpected-file",
    _E,
    "File that does not belong to the catalogue",
    message="“{name}” is no file of the catalogue",
    hint="delete it, or move it out of this folder; only .yml records and .png pictures lie here",
    why="Everything in the folder is published or refused by name, so that nothing slips in unseen.",
    wrong="example-university/notes.docx",
    right="example-university/data-literacy.yml",
)
declare(
    "bad-file-name",
    _E,
    "File name that is no id",
    message="the {what} name “{name}” cannot be an id",
    hint="rename the {what}, for example to “{suggestion}”: small letters a to z, digits and single hyphens, at most 64 characters",
    why="The name becomes the web address of the record and stays so for years.",
    wrong="example-university/Data Literacy.yml",
    right="example-university/data-literacy.yml",
)
declare(
    "reserved-id",
    _E,
    "Name with a meaning of its own",
    message="“{name}” has a meaning of its own here and cannot be the name of a {what}",
    hint="choose a name that says what the record is about",
    why="The site and the format use this name for something else.",
    wrong="example-university/index.yml",
    right="example-university/data-literacy.yml",
)
declare(
    "not-a-file",
    _E,
    "Link or special file",
    message="this is {what}, not a file",
    hint="put a copy of the file itself here",
    why="Links can lead out of the catalogue; only plain files are read.",
)
declare(
    "unreadable-file",
    _E,
    "File that cannot be opened",
    message="the file cannot be opened: {reason}",
    hint="give the file ordinary reading rights, for example with chmod 644",
    why="A record that cannot be read cannot be published.",
)
declare(
    "bad-picture",
    _E,
    "Picture that cannot be used",
    message="“{name}” {trouble}",
    hint="save it again as a PNG of at most 200 kB",
    why="Pages are to open on a slow phone, and every browser has to show the picture.",
    wrong="example-university/logo.png, a renamed JPEG",
    right="example-university/logo.png, a PNG of 12 kB",
)
declare(
    "id-used-twice",
    _E,
    "Offering and pathway with one id",
    message="the id of this pathway is that of {other}",
    hint="rename the newer of the two files",
    why="Offerings and pathways share one set of ids, so that an id names one thing only.",
    wrong="example-university/data.yml and example-university/pathways/data.yml",
    right="example-university/data.yml and example-university/pathways/data-path.yml",
)
declare(
    "no-catalogue-file",
    _E,
    "No catalogue.yml",
    message="the folder holds no catalogue.yml",
    hint="add catalogue.yml beside the providers' folders: title, publisher, licence, time zone, base_url and languages",
    why="It says who publishes the catalogue, under what licence and in which languages.",
)
declare(
    "no-provider-file",
    _E,
    "Folder without provider.yml",
    message="the folder “{folder}” holds no provider.yml",
    hint="add {folder}/provider.yml with at least name, kind, country and languages",
    why="Every offering, policy and pathway belongs to a provider that readers can know.",
    wrong="example-university/data-literacy.yml alone",
    right="example-university/provider.yml and example-university/data-literacy.yml",
)
