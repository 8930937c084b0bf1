"""What templates of documents need: how a period stands in an address."""

from urllib.parse import urlencode

from django import template

from reports.periods import Period, as_query

register = template.Library()


@register.filter
def in_address(period: Period) -> str:
    """The period as the query of a page of figures: ``year=2023&part=h1``."""
    return urlencode(as_query(period))
