"""Who may change what: the owners of a provider's folder may change that folder, a maintainer everything.

What the base branch says decides, never what is proposed, and accounts are compared by number, since a name can be
given up and be taken by somebody else. Owners are private: no message names one. A finding is advice to the
maintainer who merges, so nothing here knows who the maintainers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from .check import Loaded
from .codes import declare
from .diagnostics import Diagnostic, Finding, Severity
from .git import changed_files, contents, files_at, find_repository
from .schema import shape
from .source import read
from .tree import shown_path
from .values import RESERVED_IDS, is_id

_E = Severity.ERROR
_WHOLE_FILE = (0, 0, 1)
_MERGES = "a maintainer who finds it right merges it in spite of this message"

declare(
    "foreign-folder",
    _E,
    "Change in another provider's folder",
    message="this belongs to “{provider}”, and the account that proposes the change is not among its owners",
    hint=f"leave this file as it was, or let an owner of “{{provider}}” propose the change; {_MERGES}",
    why="What a provider promises to learners must not be altered by others unseen.",
    wrong="# proposed by the registrar of example-university\nexample-college/data-literacy.yml",
    right="# proposed by the registrar of example-university\nexample-university/data-literacy.yml",
)
declare(
    "new-provider",
    _E,
    "New provider's folder",
    message="“{provider}” is new here",
    hint=f"say in the pull request who the provider is and who speaks for it; {_MERGES}",
    why="Anybody could publish in the name of an organisation, so a person looks at each new one.",
    wrong="# a folder that the base branch does not have\nexample-college/provider.yml",
    right="# merged by a maintainer, with the numbers of the accounts that may change it\n"
    "owners: [{login: example-registrar, id: 1}]",
)
declare(
    "changed-owners",
    _E,
    "Other owners",
    message="the owners of “{provider}” are not those of the base branch",
    hint="bring the branch up to date, in case the owners changed there meanwhile; if other owners are meant, say why "
    f"in the pull request and let an owner confirm it; {_MERGES}",
    why="Whoever is an owner may change everything that the provider publishes, so nobody appoints himself.",
    wrong="# proposed by whoever has the account 2\nowners: [{login: example-registrar, id: 1}, {login: someone, id: 2}]",
    right="owners: [{login: example-registrar, id: 1}]",
    discreet=True,
)
declare(
    "unowned-folder",
    _E,
    "Folder without known owners",
    message="the base branch names no owners of “{provider}” that can be read",
    hint=f"let a maintainer write owners into {{provider}}/provider.yml of the base branch; {_MERGES}",
    why="Where nobody is known to own a folder, nobody can be shown to speak for the provider.",
    wrong="# provider.yml of the base branch\nname: {en: Example College}",
    right="# provider.yml of the base branch\nname: {en: Example College}\nowners: [{login: example-registrar, id: 1}]",
)
declare(
    "maintainers-file",
    _E,
    "Change outside the providers' folders",
    message="“{name}” belongs to the maintainers, not to a provider",
    hint=f"leave this file as it was, or propose its change on its own; {_MERGES}",
    why="Settings, code and workflows act on every provider's records.",
    wrong="# in a pull request on one offering\ncatalogue.yml",
    right="# in a pull request on one offering\nexample-university/data-literacy.yml",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody proposes, as far as ownership matters.

    `changed` are paths in the repository, `folder` is the catalogue's with a slash (empty where they are one);
    `owners` are the numbers of the accounts that own each provider at the base, None where they cannot be read.
    """

    changed: frozenset[str]
    folder: str
    owners: Mapping[str, frozenset[int] | None]

    def provider(self, path: str) -> str:
        """The provider in whose folder a path lies; empty outside the providers' folders."""
        first, slash, _ = path.removeprefix(self.folder).partition("/")
        inside = path.startswith(self.folder) and slash and is_id(first) and first not in RESERVED_IDS
        return first if inside else ""

    def shown(self) -> frozenset[str]:
        """The changed paths as messages show them."""
        return frozenset(map(shown_path, self.changed))


def proposal(root: FilePath, base: str) -> Proposal:
    """What the present work changes against where it left `base`, and who owns what at `base`.

    NoHistory where `root` lies in no repository; HistoryError where git fails or does not know `base`.
    """
    repository, inside = find_repository(root)
    folder = f"{inside}/" if inside else ""
    nobody = Proposal(changed_files(repository, base), folder, {})
    files = files_at(repository, base, inside)
    concerned = {nobody.provider(path) for path in nobody.changed}
    there = sorted({nobody.provider(path) for path in files} & concerned - {""})
    blobs = {provider: files.get(f"{folder}{provider}/provider.yml", "") for provider in there}
    said = dict(contents(repository, sorted({blob for blob in blobs.values() if blob})))
    owners = {provider: _owners_in(said[blob]) if blob else None for provider, blob in blobs.items()}
    return replace(nobody, owners=owners)


def _owners_in(content: bytes) -> frozenset[int] | None:
    source = read("provider.yml", content, shape("provider")).source
    return owners_of(source.document) if source else None


def owners_of(document: Mapping[str, Any]) -> frozenset[int] | None:
    """The numbers of the accounts that a provider.yml names as owners; None where they cannot be read."""
    owners = document.get("owners", []) if document else None
    if not isinstance(owners, list):
        return None
    numbers = [owner.get("id") if isinstance(owner, dict) else None for owner in owners]
    known = [number for number in numbers if isinstance(number, int)]
    return frozenset(known) if len(known) == len(numbers) else None


def findings(proposed: Proposal, owners_now: Mapping[str, frozenset[int] | None], actor: int) -> Iterator[Finding]:
    """What the account numbered `actor` may not change by itself; the files of findings are paths in the repository.

    `owners_now` are the owners that the present files name, as `Proposal.owners`; a provider.yml that is gone or
    cannot be read is absent or None.
    """
    by_provider: dict[str, list[str]] = {}
    for path in sorted(proposed.changed):
        by_provider.setdefault(proposed.provider(path), []).append(path)
    for path in by_provider.pop("", []):
        yield _finding("maintainers-file", path, name=shown_path(path))
    for provider, paths in by_provider.items():
        main = f"{proposed.folder}{provider}/provider.yml"
        owners = proposed.owners.get(provider)
        if not owners:
            code = "unowned-folder" if provider in proposed.owners else "new-provider"
            yield _finding(code, main if main in paths else paths[0], provider=provider)
        elif actor not in owners:
            for path in paths:
                yield _finding("foreign-folder", path, provider=provider)
        if main in paths and owners is not None and owners_now.get(provider) != owners:
            yield Finding("changed-owners", main, ("owners",), {"provider": provider}, at_key=True)


def _finding(code: str, path: str, **facts: str) -> Finding:
    return Finding(code, path, facts=facts, position=_WHOLE_FILE)


def refusals(loaded: Loaded, proposed: Proposal, actor: int) -> tuple[Diagnostic, ...]:
    """The findings about a catalogue that was read, as diagnostics with places and wording."""
    sources = {f"{proposed.folder}{file}": source for file, source in loaded.sources.items()}
    providers = {proposed.provider(path) for path in proposed.changed}
    files = {provider: f"{proposed.folder}{provider}/provider.yml" for provider in providers}
    now = {provider: owners_of(sources[file].document) for provider, file in files.items() if file in sources}
    # Files outside the catalogue are meant as well, so paths start at the top of the repository.
    return replace(loaded, sources=sources, prefix="").diagnosed(findings(proposed, now, actor))
