"""Tìm: one box for people, units and products, within the reader's reach."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import people_in_reach
from congvu.access.rights import PROVINCE
from congvu.apps.catalogue.queries import search_products
from congvu.apps.org.queries import find_units
from congvu.apps.positions.queries import search_people
from congvu.web.people.search_page import search_page
from congvu.web.shared.frame import show

MOST = 20
LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find: people the reader may see, all units, products in force."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    today = clock.today()
    paths, named = people_in_reach(request.rights)
    people = search_people(
        asked,
        on=today,
        paths=None if PROVINCE in paths else paths,
        people=named,
        most=MOST + 1,
    )
    units = find_units(asked, on=today, most=MOST + 1)
    products = search_products(asked, on=today, most=MOST + 1)
    return show(
        request, "people/search.html", page=search_page(asked, people, units, products, most=MOST)
    )
