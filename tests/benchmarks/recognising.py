"""`python -m benchmarks.recognising`: seconds to work out what every policy comes to for every offering.

Made-up policies of ten rules, the last a catch-all, over a made-up catalogue, on one core, nothing written; beside the
same worked out pair by pair for a sample, in the same run.
"""

from __future__ import annotations

import argparse
import resource
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from microcatalogue.catalogue import Catalogue
from microcatalogue.check import load
from microcatalogue.model import Grant, Origin, Range, RecognitionPolicy, Rule, Terms
from microcatalogue.recognition import Recognition, evaluate
from microcatalogue.values import Text

from .bench import AS_OF, ROOT
from .generated import parts_of, write_catalogue

RULES = 10
SAMPLE = 20_000
PURPOSES = ("credit-transfer", "entry", "exemption")
_KINDS = ("higher-education-institution", "vet-institution", "employer", "adult-education-provider")
_COUNTRIES = ("EE", "FI", "LV", "DE", "ES", "PL", "IE")


def policy_of(provider: str, random: Random) -> RecognitionPolicy:
    """A policy of nine rules that ask about elements as real ones do, and a catch-all."""
    return RecognitionPolicy(
        provider=provider,
        title=Text.of({"en": "Recognition of micro-credentials"}),
        summary=Text.of({"en": "A made-up policy."}),
        document=f"https://{provider}.example.org/recognition",
        adopted=date(2026, 1, 1),
        rules=(
            *(_rule(number, random) for number in range(RULES - 1)),
            Rule(id="else", purposes=PURPOSES, decision="individual"),
        ),
    )


def _rule(number: int, random: Random) -> Rule:
    few = random.sample(_COUNTRIES, random.randint(1, 3))
    origins = (
        None,
        Origin(kinds=tuple(random.sample(_KINDS, 2)), frameworks=("esg",)),
        Origin(countries=tuple(few)),
        Origin(kinds=(random.choice(_KINDS),), countries=tuple(few), identifiers=("deqar",)),
    )
    fields = tuple(f"{random.randint(0, 10):02}" for _ in range(random.randint(1, 3)))
    terms = (
        Terms(eqf=Range(min=random.randint(3, 6)), supervision=("supervised-onsite-with-id",)),
        Terms(isced_f=fields, ects=Range(max=random.randint(3, 12))),
        Terms(level_basis=("in-framework",), isced_f=fields),
        Terms(settings=("formal",), languages=("en", "et")),
    )
    decision = random.choice(("automatic", "automatic", "individual", "not-recognised"))
    grants = Grant(ects="same") if decision == "automatic" else None
    return Rule(
        id=f"rule-{number}",
        purposes=tuple(random.sample(PURPOSES, random.randint(1, 3))),
        decision=decision,
        from_=random.choice(origins),
        when=random.choice(terms),
        grants=grants,
    )


def catalogue_of(offerings: int, policies: int, folder: Path) -> Catalogue:
    """A made-up catalogue with so many offerings, and so many policies in the place of its own."""
    write_catalogue(parts_of(ROOT / "offerings"), offerings, folder)
    catalogue = load(folder).on(date.fromisoformat(AS_OF), "").catalogue
    if catalogue is None:
        raise ValueError(f"{folder} cannot be read")
    random = Random(1)
    receivers = (f"receiver-{number:04}" for number in range(policies))
    return replace(catalogue, policies={one: policy_of(one, random) for one in receivers})


def all_at_once(catalogue: Catalogue) -> tuple[float, int, int]:
    """CPU seconds, outcomes and shares of the whole."""
    begun = process_time()
    whole = Recognition(catalogue)
    shares = [share for policy in whole.policies for share in whole.shares(policy)]
    return process_time() - begun, sum(one.offerings.bit_count() for one in shares), len(shares)


def pair_by_pair(catalogue: Catalogue, pairs: int) -> float:
    """CPU seconds for so many pairs of policy and offering, chosen by chance."""
    random = Random(2)
    policies, offerings = tuple(catalogue.policies.values()), catalogue.published_offerings
    chosen = [(random.choice(policies), random.choice(offerings)) for _ in range(pairs)]
    begun = process_time()
    for policy, offering in chosen:
        evaluate(policy, offering, catalogue)
    return process_time() - begun


def main() -> None:
    """Prints a line of a table for each of some rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offerings", type=int, default=10_000)
    parser.add_argument("--policies", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        catalogue = catalogue_of(asked.offerings, asked.policies, Path(folder) / "offerings")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print("| CPU seconds | outcomes | shares | MB more | pair by pair, CPU seconds for all | ratio |")
        print("|---|---|---|---|---|---|")
        for _ in range(asked.rounds):
            seconds, outcomes, shares = all_at_once(catalogue)
            more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            slow = pair_by_pair(catalogue, SAMPLE) * asked.offerings * asked.policies / SAMPLE
            print(f"| {seconds:.2f} | {outcomes} | {shares} | {more:.0f} | {slow:.0f} | {seconds / slow:.4f} |")


if __name__ == "__main__":
    main()
