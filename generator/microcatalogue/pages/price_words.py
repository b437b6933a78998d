"""A price in words, as pages and feeds say it."""

from __future__ import annotations

from ..model import Price
from ..vocabulary import vocabulary
from .language import Language


def price_words(price: Price, language: Language) -> str:
    """Amount, per what, taxes; 0 is "free of charge"."""
    if price.amount == 0:
        words = language.say("free of charge")
    else:
        words = language.money(price.amount, price.currency)
        if price.per != "offering":
            per = vocabulary("price-per")[price.per].label(language.code)
            words = language.say("{amount} {per}", amount=words, per=per)
    return f"{words} ({vocabulary('vat')[price.vat].label(language.code)})" if price.vat else words
