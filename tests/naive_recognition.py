"""A second evaluator of recognition policies, written from FORMAT.md alone: it reads documents and shares no code.

Slow and plain on purpose: one pair at a time, every word of the format in its own line.
"""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]


class Naive:
    """A catalogue of documents by id, and the date."""

    def __init__(self, providers: dict[str, Document], offerings: dict[str, Document], as_of: str | None) -> None:
        self.providers, self.offerings, self.as_of = providers, offerings, as_of

    def outcomes(self, receiver: str, policy: Document, offering: str) -> dict[str, Document]:
        """By purpose: outcome, ids of the rules, possibilities and open elements."""
        if self.as_of and not policy.get("applies_from", "0") <= self.as_of <= policy.get("applies_until", "9"):
            return {}
        purposes = [purpose for rule in policy["rules"] for purpose in rule["purposes"]]
        return {purpose: self.outcome(receiver, policy, offering, purpose) for purpose in purposes}

    def outcome(self, receiver: str, policy: Document, offering: str, purpose: str) -> Document:
        rules = [rule for rule in policy["rules"] if purpose in rule["purposes"]]
        if receiver in [body.get("provider") for body in self.bodies(offering)]:
            rules = [rule for rule in rules if receiver in rule.get("from", {}).get("providers", [])]
            if not rules:
                return {"outcome": "own", "rules": [], "possible": [], "open": set()}
        collected: list[tuple[Document, str, set[str]]] = []
        for rule in rules:
            truth, unknown = self.rule(rule, offering)
            if truth == "no":
                continue
            collected.append((rule, truth, unknown))
            if truth == "yes":
                break
        results = [self.result(rule) for rule, _, _ in collected]
        if not collected or collected[-1][1] != "yes":
            results.append(("no-rule", None, None))
        names = [rule["id"] for rule, _, _ in collected]
        if all(one == results[0] for one in results):
            return {"outcome": results[0][0], "rules": names, "possible": [], "open": set()}
        opened: set[str] = set()
        pending: set[str] = set()
        for (_, truth, unknown), one in zip(collected, results, strict=False):
            if truth == "unknown":
                pending |= unknown
                if one != results[-1]:
                    opened |= pending
        return {"outcome": "undetermined", "rules": names, "possible": results, "open": opened}

    @staticmethod
    def result(rule: Document) -> tuple[Any, ...]:
        decision = "conditional" if rule["decision"] == "automatic" and "asks" in rule else rule["decision"]
        grants = dict(rule["grants"]) if "grants" in rule else None
        if grants and "towards" in grants:
            grants["towards"] = sorted(map(repr, grants["towards"]))
        return decision, grants, rule.get("asks")

    def bodies(self, offering: str) -> list[Document]:
        return self.offerings[offering].get("awarding_bodies") or [{"provider": offering.split("/")[0]}]

    def rule(self, rule: Document, offering: str) -> tuple[str, set[str]]:
        """yes, no or unknown, and the fields that are not known."""
        asked = dict(rule.get("from", {}))
        found: list[tuple[str, set[str]]] = []
        if "offerings" in asked:
            found.append(("yes" if offering in asked.pop("offerings") else "no", set()))
        if "frameworks" in asked:
            found.append(self.frameworks(asked.pop("frameworks"), offering))
        if asked:
            found.append(self.any([self.body(asked, body) for body in self.bodies(offering)]))
        found += [
            getattr(self, f"when_{name}")(wanted, self.offerings[offering])
            for name, wanted in rule.get("when", {}).items()
        ]
        return self.every(found)

    @staticmethod
    def every(found: list[tuple[str, set[str]]]) -> tuple[str, set[str]]:
        if any(truth == "no" for truth, _ in found):
            return "no", set()
        unknown = [fields for truth, fields in found if truth == "unknown"]
        return ("unknown", set().union(*unknown)) if unknown else ("yes", set())

    @staticmethod
    def any(found: list[tuple[str, set[str]]]) -> tuple[str, set[str]]:
        if any(truth == "yes" for truth, _ in found):
            return "yes", set()
        unknown = [fields for truth, fields in found if truth == "unknown"]
        return ("unknown", set().union(*unknown)) if unknown else ("no", set())

    def body(self, asked: Document, body: Document) -> tuple[str, set[str]]:
        place = "provider" if "provider" in body else "awarding_bodies"
        stated = self.providers[body["provider"]] if "provider" in body else body
        found: list[tuple[str, set[str]]] = []
        for name, wanted in asked.items():
            if name == "providers":
                found.append(("yes" if body.get("provider") in wanted else "no", set()))
            elif name in ("kinds", "countries"):
                field = {"kinds": "kind", "countries": "country"}[name]
                if field in stated:
                    found.append(("yes" if stated[field] in wanted else "no", set()))
                else:
                    found.append(("unknown", {f"{place}.{field}"}))
            elif name == "alliances":
                members = stated.get("member_of")
                if members is None:
                    found.append(("unknown", {f"{place}.member_of"}))
                else:
                    ids = [] if members == "none" else [one["id"] for one in members]
                    found.append(("yes" if set(ids) & set(wanted) else "no", set()))
            elif name == "identifiers":
                known = stated.get("identifiers", {})
                if any(known.get(one, "none") != "none" for one in wanted):
                    found.append(("yes", set()))
                elif all(known.get(one) == "none" for one in wanted):
                    found.append(("no", set()))
                else:
                    found.append(("unknown", {f"{place}.identifiers.{one}" for one in wanted if one not in known}))
        return self.every(found)

    def frameworks(self, wanted: list[str], offering: str) -> tuple[str, set[str]]:
        own = self.providers[offering.split("/")[0]].get("quality_assurance", [])
        cited = self.offerings[offering].get("quality_assurance")
        entries = (
            own
            if cited is None
            else [next(e for e in own if e["id"] == one) if isinstance(one, str) else one for one in cited]
        )
        if not entries:
            return "unknown", {"quality_assurance"}
        for entry in entries:
            expired = self.as_of is not None and entry.get("expires", "9") < self.as_of
            if entry.get("decision") not in ("negative", "withdrawn") and not expired and entry["framework"] in wanted:
                return "yes", set()
        return "no", set()

    @staticmethod
    def among(wanted: list[str], stated: list[str] | None, field: str) -> tuple[str, set[str]]:
        if not stated:
            return "unknown", {field}
        return ("yes" if set(wanted) & set(stated) else "no"), set()

    def when_eqf(self, wanted: Document, offering: Document) -> tuple[str, set[str]]:
        level = offering.get("level", {})
        if "not_applicable" in level:
            return "no", set()
        return self.range(wanted, level.get("eqf"), "level.eqf")

    def when_level_basis(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        level = offering.get("level", {})
        if "not_applicable" in level:
            return "no", set()
        return self.among(wanted, [level["basis"]] if "basis" in level else None, "level.basis")

    def when_ects(self, wanted: Document, offering: Document) -> tuple[str, set[str]]:
        return self.range(wanted, offering.get("workload", {}).get("ects"), "workload.ects")

    @staticmethod
    def range(wanted: Document, stated: Any, field: str) -> tuple[str, set[str]]:
        if stated is None:
            return "unknown", {field}
        if "min" in wanted and stated < wanted["min"]:
            return "no", set()
        if "max" in wanted and stated > wanted["max"]:
            return "no", set()
        return "yes", set()

    def when_isced_f(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        codes = offering.get("isced_f")
        if codes is None:
            return "unknown", {"isced_f"}
        pairs = [(prefix, code) for prefix in wanted for code in codes]
        if any(code[: len(prefix)] == prefix for prefix, code in pairs):
            return "yes", set()
        if any(len(code) < len(prefix) and prefix[: len(code)] == code for prefix, code in pairs):
            return "unknown", {"isced_f"}
        return "no", set()

    def when_supervision(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        stated = [one.get("supervision") for one in offering.get("assessment", [])]
        field = {"assessment.supervision"}
        if not stated:
            return "unknown", field
        if any(one is not None and one not in wanted for one in stated):
            return "no", set()
        return ("unknown", field) if None in stated else ("yes", set())

    def when_supervision_of_one(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        stated = [one.get("supervision") for one in offering.get("assessment", [])]
        field = {"assessment.supervision"}
        if any(one in wanted for one in stated if one is not None):
            return "yes", set()
        return ("unknown", field) if not stated or None in stated else ("no", set())

    def when_settings(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        stated = offering.get("learning_setting")
        return self.among(wanted, [stated] if stated else None, "learning_setting")

    def when_languages(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        return self.among(wanted, offering.get("languages"), "languages")

    def when_formats(self, wanted: list[str], offering: Document) -> tuple[str, set[str]]:
        return self.among(wanted, offering.get("credential", {}).get("formats"), "credential.formats")
