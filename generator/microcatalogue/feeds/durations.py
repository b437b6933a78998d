"""Lengths of time as ISO 8601 and XML Schema write them."""

from __future__ import annotations

from decimal import Decimal


def hours(number: Decimal) -> str:
    """So many hours, to the minute: 2.5 is PT2H30M."""
    minutes = int((number * 60).to_integral_value())
    whole, rest = divmod(minutes, 60)
    return "PT" + (f"{whole}H" if whole or not rest else "") + (f"{rest}M" if rest else "")


def weeks(number: Decimal) -> str:
    """So many weeks; days where it is not a whole number of them (2.5 is P18D, rounded to a day)."""
    if number == number.to_integral_value():
        return f"P{int(number)}W"
    return f"P{int((number * 7).to_integral_value())}D"
