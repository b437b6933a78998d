"""Addresses at the host of the repository: where a file can be edited and its past be read.

Each host has its own form; a catalogue without a repository has none of them.
"""

from __future__ import annotations

from urllib.parse import quote

from .model import Settings

_EDIT = {
    "github": "{url}/edit/{branch}/{path}",
    "gitlab": "{url}/-/edit/{branch}/{path}",
    "forgejo": "{url}/_edit/{branch}/{path}",
}
_PAST = {
    "github": "{url}/commits/{branch}/{path}",
    "gitlab": "{url}/-/commits/{branch}/{path}",
    "forgejo": "{url}/commits/branch/{branch}/{path}",
}
_COMMIT = {
    "github": "{url}/commit/{commit}",
    "gitlab": "{url}/-/commit/{commit}",
    "forgejo": "{url}/commit/{commit}",
}


def edit_url(settings: Settings, path: str) -> str | None:
    """Where the file at `path` in the repository can be edited in a browser; None without a repository."""
    return _address(_EDIT, settings, path=quote(path))


def past_url(settings: Settings, path: str) -> str | None:
    """Where all changes of the file at `path` are listed; None without a repository."""
    return _address(_PAST, settings, path=quote(path))


def commit_url(settings: Settings, commit: str) -> str | None:
    """Where one commit is shown; None without a repository."""
    return _address(_COMMIT, settings, commit=commit)


def _address(forms: dict[str, str], settings: Settings, **parts: str) -> str | None:
    repository = settings.repository
    if repository is None or repository.host not in forms:
        return None
    url, branch = repository.url.rstrip("/"), quote(repository.branch)
    return forms[repository.host].format(url=url, branch=branch, **parts)
