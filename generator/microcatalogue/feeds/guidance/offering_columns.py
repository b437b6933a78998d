"""The columns of an offering on what it is and who stands behind it.

Names are the service's contract: none is ever renamed or given another meaning, new ones come behind.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...facet_codes import countries, regions
from ...pages.language import Language, message
from . import sentences
from .column import CODES, DATE, LINES, TIME, URL, Column, column
from .facts import OfferingFacts, not_drafts, once, texts, words

Columns = tuple[Column[OfferingFacts], ...]

IDENTITY: Columns = (
    column(
        "id",
        lambda f: f.offering.id,
        title=message("Id"),
        description=message(
            "It never changes and is never used again, so that a later table can be laid over an earlier one."
        ),
        required=True,
        unique=True,
    ),
    column(
        "iri",
        lambda f: f.iri,
        title=message("Identity (IRI)"),
        description=message("The same in every feed of the catalogue; it answers with a page in every language."),
        type=URL,
        required=True,
        unique=True,
    ),
    column(
        "status",
        lambda f: f.offering.status,
        says="status",
        description=message("Offered now, suspended, or withdrawn; withdrawn ones stay in the table for ever."),
        vocabulary="offering-status",
        labelled=True,
        required=True,
    ),
    column("withdrawn_on", lambda f: f.offering.withdrawn_on, says="withdrawn_on", type=DATE),
    column(
        "withdrawal_reason",
        spoken=lambda f, language: words(f.offering.withdrawal_reason, language),
        says="withdrawal_reason",
        title=message("Reason of withdrawal"),
    ),
    column(
        "replaced_by",
        lambda f: next(not_drafts(f.catalogue, "offering", texts((f.offering.replaced_by,))), None),
        says="replaced_by",
    ),
    column("holders_keep", spoken=lambda f, language: words(f.offering.holders_keep, language), says="holders_keep"),
    column(
        "former_ids",
        lambda f: f.offering.formerly,
        says="formerly",
        description=message("Ids that it had before; their addresses still answer."),
        separator=CODES,
    ),
    column(
        "other_ids",
        lambda f: tuple(f"{scheme} {value}" for scheme, value in sorted((f.offering.identifiers or {}).items())),
        says="identifiers",
        title=message("Ids in other systems"),
        description=message("The name of the system and the id there."),
        separator=LINES,
    ),
    column(
        "title",
        lambda f: f.offering.title.best(f.catalogue.default_language(f.offering))[1],
        says="title",
        description=message("What it is called in the language in which all of its texts are stated."),
        required=True,
    ),
    column(
        "default_language",
        lambda f: f.catalogue.default_language(f.offering),
        says="default_language",
        description=message("The language in which all of its texts are stated, as a code."),
        vocabulary="language",
        required=True,
    ),
    column("title", spoken=lambda f, language: words(f.offering.title, language), says="title"),
    column("summary", spoken=lambda f, language: words(f.offering.summary, language), says="summary"),
    column("description", spoken=lambda f, language: words(f.offering.description, language), says="description"),
    column(
        "keywords",
        spoken=lambda f, language: (f.offering.keywords or {}).get(language.code, ()),
        says="keywords",
        separator=LINES,
    ),
    column(
        "modified",
        lambda f: past.modified if (past := f.edition.past(("offering", f.offering.id))) else None,
        title=message("Last change"),
        description=message("When what its file states last changed (UTC); empty in a preview."),
        type=TIME,
    ),
    column("reviewed_on", lambda f: f.offering.reviewed_on, says="reviewed_on", type=DATE),
    column("review_by", lambda f: f.offering.review_by, says="review_by", type=DATE),
    column(
        "as_of",
        lambda f: f.catalogue.as_of,
        title=message("As of"),
        description=message(
            "The day for which all that depends on a day was worked out: next start, next deadline, what is still open."
        ),
        type=DATE,
    ),
)


def _awarding_names(facts: OfferingFacts, language: Language) -> Iterable[str]:
    named = (facts.catalogue.awarding_name(body) for body in facts.catalogue.awarding_bodies(facts.offering))
    return texts(words(name, language) for name in named)


def _guidance(facts: OfferingFacts, field: str) -> str | None:
    """A way to reach those who advise learners at the provider."""
    guidance = facts.provider.guidance if facts.provider else None
    found: str | None = getattr(guidance, field, None)
    return found


_REGISTERS = ("deqar", "eter", "orgreg", "schac", "ror", "pic", "vat", "registration", "eidas")

BEHIND_IT: Columns = (
    column(
        "provider",
        lambda f: f.offering.provider,
        title=message("Provider"),
        description=message("The id of the organisation that offers it."),
        required=True,
    ),
    column(
        "provider_name",
        spoken=lambda f, language: words(f.provider.name, language) if f.provider else None,
        kind="provider",
        says="name",
        title=message("Name of the provider"),
    ),
    column(
        "provider_kind",
        lambda f: f.provider.kind if f.provider else None,
        kind="provider",
        says="kind",
        title=message("Kind of provider"),
        vocabulary="provider-kind",
        labelled=True,
    ),
    column(
        "provider_status",
        lambda f: f.provider.status if f.provider else None,
        kind="provider",
        says="status",
        title=message("Status of the provider"),
        vocabulary="provider-status",
        labelled=True,
    ),
    column(
        "provider_homepage",
        lambda f: f.provider.homepage if f.provider else None,
        kind="provider",
        says="homepage",
        title=message("Homepage of the provider"),
        type=URL,
    ),
    column(
        "guidance_email",
        lambda f: _guidance(f, "email"),
        kind="provider",
        says="guidance.email",
        title=message("Advice by e-mail"),
        description=message("Where the provider advises learners."),
    ),
    column(
        "guidance_phone",
        lambda f: _guidance(f, "phone"),
        kind="provider",
        says="guidance.phone",
        title=message("Advice by telephone"),
        description=message("Where the provider advises learners."),
    ),
    column(
        "guidance_homepage",
        lambda f: _guidance(f, "homepage"),
        kind="provider",
        says="guidance.homepage",
        title=message("Page on advice"),
        description=message("Where the provider advises learners."),
        type=URL,
    ),
    column(
        "awarding_bodies",
        lambda f: texts(body.provider for body in f.catalogue.awarding_bodies(f.offering)),
        says="awarding_bodies.provider",
        title=message("Awarding bodies in the catalogue"),
        description=message("The ids of those who award it, as far as they are providers of the catalogue."),
        separator=CODES,
    ),
    column(
        "awarding_body_names",
        spoken=_awarding_names,
        says="awarding_bodies.name",
        of_provider=("name",),
        title=message("Awarding bodies"),
        description=message("The names of those who award it."),
        separator=LINES,
    ),
    column(
        "awarding_body_kinds",
        lambda f: once(texts(body.kind for body in f.awarding)),
        says="awarding_bodies.kind",
        of_provider=("kind",),
        title=message("Kinds of awarding bodies"),
        description=message("What kind of organisations award it, as codes."),
        vocabulary="provider-kind",
        labelled=True,
        separator=CODES,
    ),
    column(
        "awarding_body_homepages",
        lambda f: once(texts(body.homepage for body in f.awarding)),
        says="awarding_bodies.homepage",
        of_provider=("homepage",),
        title=message("Homepages of awarding bodies"),
        description=message("Addresses of the sites of those who award it."),
        separator=LINES,
    ),
    column(
        "awarding_body_identifiers",
        lambda f: once(
            f"{scheme} {value}" for body in f.awarding for scheme, value in sorted((body.identifiers or {}).items())
        ),
        says=tuple(f"awarding_bodies.identifiers.{scheme}" for scheme in _REGISTERS),
        of_provider=tuple(f"identifiers.{scheme}" for scheme in _REGISTERS),
        title=message("Awarding bodies in registers"),
        description=message(
            "The name of each register with their number there: deqar, eter, ror and others; none where they have no such number."
        ),
        separator=LINES,
    ),
    column(
        "alliances",
        lambda f: once(one.id for one in f.alliances),
        says=("awarding_bodies.member_of", "awarding_bodies.member_of.id"),
        of_provider=("member_of", "member_of.id"),
        title=message("Alliances"),
        description=message("The ids of alliances and networks to which those who award it belong."),
        separator=LINES,
    ),
    column(
        "alliance_names",
        spoken=lambda f, language: once(texts(words(one.name, language) for one in f.alliances)),
        says="awarding_bodies.member_of.name",
        of_provider=("member_of.name",),
        title=message("Names of the alliances"),
        description=message("Alliances and networks to which those who award it belong."),
        separator=LINES,
    ),
    column(
        "countries",
        lambda f: once(countries(f.catalogue, f.offering)),
        says="awarding_bodies.country",
        of_provider=("country",),
        title=message("Countries"),
        description=message("Where those who award it have their seats."),
        vocabulary="country",
        labelled=True,
        separator=CODES,
    ),
    column(
        "regions",
        lambda f: _narrowest(once(regions(f.catalogue, f.offering))),
        says="runs.place.region",
        of_provider=("region",),
        title=message("Regions"),
        description=message("Where one takes part, else where the provider is, as NUTS codes."),
        vocabulary="nuts",
        labelled=True,
        separator=CODES,
    ),
    column(
        "places",
        spoken=lambda f, language: once(texts(words(run.place and run.place.city, language) for run in f.held)),
        says="runs.place.city",
        title=message("Towns"),
        description=message("Where runs are held that were not called off."),
        separator=LINES,
    ),
    column(
        "contact_email",
        lambda f: f.offering.contact.email if f.offering.contact else None,
        says="contact.email",
        description=message("Whom learners can ask."),
    ),
    column(
        "contact_phone",
        lambda f: f.offering.contact.phone if f.offering.contact else None,
        says="contact.phone",
        description=message("Whom learners can ask."),
    ),
    column(
        "contact_homepage",
        lambda f: f.offering.contact.homepage if f.offering.contact else None,
        says="contact.homepage",
        title=message("Page of whom to ask"),
        description=message("Whom learners can ask."),
        type=URL,
    ),
    column(
        "homepage",
        lambda f: f.offering.homepage,
        says="homepage",
        description=message("The provider’s own page of it."),
        type=URL,
        link=True,
    ),
    column(
        "page",
        spoken=lambda f, language: f.page(language),
        title=message("Page in this catalogue"),
        description=message("With all that is stated and who recognises it."),
        type=URL,
        link=True,
        required=True,
    ),
    column(
        "documents",
        spoken=lambda f, language: tuple(sentences.document(one, language) for one in f.offering.documents),
        says=("documents.title", "documents.url", "documents.language"),
        title=message("Documents"),
        description=message("Further documents, each with its title, language and address."),
        separator=LINES,
    ),
)


def _narrowest(codes: Iterable[str]) -> tuple[str, ...]:
    """The regions that hold no other of them."""
    those = tuple(codes)
    return tuple(one for one in those if not any(other != one and other.startswith(one) for other in those))
