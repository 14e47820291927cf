"""The system an address names, if the reader keeps it; unknown and out of reach look the same."""

from django.http import Http404, HttpRequest

from config import clock
from congvu.access import policy
from congvu.access.policy import KEEP_INTAKE
from congvu.access.rights import PROVINCE
from congvu.apps.org.queries import UnitRow, units
from congvu.apps.work.queries import BatchRow, SystemRow, UnknownSystem, batch, system
from congvu.kernel.vietnamese import nfc

MISTAKEN = 422


def kept_system(request: HttpRequest, code: str) -> SystemRow:
    """Return the system; raises Http404 for one that is unknown or out of reach."""
    try:
        found = system(code)
    except UnknownSystem as unknown:
        raise Http404 from unknown
    if not policy.may_keep_intake(request.rights, unit_path=found.unit_path):
        raise Http404
    return found


def kept_batch(request: HttpRequest, code: str, batch_id: int) -> tuple[SystemRow, BatchRow]:
    """Return the system and one of its batches; raises Http404."""
    found, one = kept_system(request, code), batch(batch_id)
    if one is None or one.system_id != found.id:
        raise Http404
    return found, one


def paths(request: HttpRequest) -> list[str]:
    """Return the paths of the units whose systems the reader keeps."""
    return sorted(request.rights.reach(KEEP_INTAKE).paths)


def choosable_units(request: HttpRequest) -> list[UnitRow]:
    """Return the agencies and units that a system may be connected to by this reader."""
    today = clock.today()
    if PROVINCE in paths(request):
        return [one for one in units(on=today) if one.agency in (None, one.code)]
    return [one for path in paths(request) for one in units(on=today, under=path)]


def line(request: HttpRequest, name: str) -> str:
    """Return one line that was typed, composed and without double spaces."""
    return " ".join(nfc(request.POST.get(name, "")).replace("\x00", "").split())


def number(request: HttpRequest, name: str) -> int:
    """Return a page number of an address, 1 where it is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= 6 else 1
