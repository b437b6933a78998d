"""The policies that the guide shows, cut out of its pages, and the small catalogue in which they are tried."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT
from invalid_cases import BASE

Document = dict[str, Any]
PAGE = "providers/recognition-policy.md"
RECEIVER = "example-college"
ONSITE, NOBODY = "supervised-onsite-with-id", "unsupervised-without-id"


def page(language: str, path: str = PAGE) -> str:
    """The Markdown of a page of the guide."""
    return (ROOT / "theme/guide" / language / path).read_text("utf-8")


def patterns(language: str) -> dict[str, str]:
    """The whole policies of the page, each by the id of its first rule; shorter blocks are no patterns."""
    blocks = re.findall(r"(?ms)^```yaml\n(.*?)^```$", page(language))
    whole = [block for block in blocks if "\nexpects:" in block]
    return {yaml.safe_load(block)["rules"][0]["id"]: block for block in whole}


def consoles(language: str, path: str) -> list[str]:
    """The blocks of a page that show a command with what it says."""
    return re.findall(r"(?ms)^```console\n(.*?)^```$", page(language, path))


def write_catalogue(root: Path, policy: str | Document) -> None:
    """The base catalogue with five more awarding bodies, and the policy as that of the receiving college."""
    shutil.copytree(BASE, root)
    for name, document in _documents().items():
        path = root / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    text = policy if isinstance(policy, str) else yaml.safe_dump(policy, allow_unicode=True, sort_keys=False)
    (root / RECEIVER / "recognition-policy.yml").write_text(text, "utf-8")


def _documents() -> dict[str, Document]:
    """Providers and offerings by id; each states what the patterns ask for, or leaves out just that."""
    alliance = [{"id": "example-alliance", "name": {"en": "Example Alliance", "et": "Näidisliit"}}]
    return {
        f"{RECEIVER}/provider": _provider("College", "Kolledž", "higher-education-institution", "EE", "esg"),
        "example-university-abroad/provider": _provider(
            "University Abroad",
            "Välisülikool",
            "higher-education-institution",
            "FI",
            "esg",
            identifiers={"deqar": "EX-DEQAR-0002"},
            member_of=alliance,
        ),
        "example-university-abroad/data-analysis": _offering("Data analysis", "Andmeanalüüs"),
        "example-university-abroad/academic-writing": _offering("Academic writing", "Teaduskeel", supervision=None),
        "example-company/provider": _provider("Company", "Ettevõte", "employer", "EE", "iso-21001"),
        "example-company/machine-safety": _offering("Machine safety", "Masinaohutus", isced_f=["1022"]),
        "example-company/site-logistics": _offering("Site logistics", "Ehitusplatsi logistika", isced_f=["0732"]),
        "example-company/company-values": _offering("Our values", "Meie väärtused", supervision=NOBODY),
        "example-training-centre/provider": _provider(
            "Training Centre",
            "Koolituskeskus",
            "adult-education-provider",
            "EE",
            "sectoral-standard",
            identifiers={"registration": "EX-000002"},
        ),
        "example-training-centre/scaffolding": _offering("Scaffolding", "Tellingute ehitus", isced_f=["0732"]),
        "example-training-centre/office-software": _offering("Office software", "Kontoritarkvara"),
        "example-village-school/provider": _provider(
            "Village School", "Külakool", "community-centre", "EE", "internal-only"
        ),
        "example-village-school/keeping-accounts": _offering("Keeping accounts", "Arvepidamine", isced_f=["0411"]),
    }


def _provider(english: str, estonian: str, kind: str, country: str, framework: str, **more: Any) -> Document:
    named = {"en": f"Example {english}", "et": f"Näidis-{estonian}"}
    document: Document = yaml.safe_load((BASE / "example-university/provider.yml").read_text("utf-8"))
    (entry,) = document["quality_assurance"]
    return document | {
        "name": named,
        "kind": kind,
        "country": country,
        "quality_assurance": [entry | {"framework": framework}],
        **more,
    }


def _offering(english: str, estonian: str, *, supervision: str | None = ONSITE, **more: Any) -> Document:
    document: Document = yaml.safe_load((BASE / "example-university/data-literacy.yml").read_text("utf-8"))
    (assessment,) = document["assessment"]
    supervised = {"supervision": supervision} if supervision else {}
    return document | {
        "title": {"en": english, "et": estonian},
        "workload": {"ects": 3, "hours": 78},
        "assessment": [assessment | supervised],
        **more,
    }
