"""Sendings about systems that work is taken from, each about a system of its own."""

from congvu.apps.work import actions
from congvu.apps.work.models import Received
from tests.apps import world
from tests.exchange.intake.sources import Row, as_csv, dossier
from tests.faces.access.sending import Sending, at, send
from tests.faces.test_intake_pages import CONNECTED, RULE

TYPED = RULE | {"san-pham": "SP-0"}
UNRULED = "Đang xử lý"


def intake_start(n: int) -> Sending:
    return Sending("office", at("intake_start"), CONNECTED | {"ma": f"he-thong-{n}"})


def _system(n: int) -> str:
    """A system that is connected; its code."""
    made = intake_start(n)
    send(made)
    return str(made.fields["ma"])


def intake_key(n: int) -> Sending:
    return Sending("office", at("intake_key", _system(n)))


def intake_settings(n: int) -> Sending:
    typed = CONNECTED | {"ten": f"Một cửa {n}"}
    return Sending("office", at("intake_settings", _system(n)), typed)


def intake_rule(n: int) -> Sending:
    return Sending("office", at("intake_rule", _system(n)), TYPED)


def _file(system: str, *rows: Row) -> Sending:
    files = {"tep": ("ho-so.csv", as_csv(rows))}
    return Sending("office", at("intake_file", system), files=files)


def _counting(n: int) -> str:
    """A system with a rule, one record counted by it, so that a task of its product is there."""
    system = _system(n)
    send(Sending("office", at("intake_rule", system), TYPED))
    send(_applying(_file(system, dossier(1))))
    return system


def _applying(loaded: Sending) -> Sending:
    return Sending("office", send(loaded), {"buoc": "ap-dung"})


def intake_file(n: int) -> Sending:
    return _file(_system(n), dossier(1), dossier(2, day=6))


def intake_batch(n: int) -> Sending:
    return _applying(_file(_counting(n), dossier(2), dossier(3, day=6)))


def intake_records(n: int) -> Sending:
    system = _counting(n)
    send(_applying(_file(system, dossier(2, Trạng_thái=UNRULED))))
    rule = TYPED | {"ten": UNRULED, "gia-tri-1": UNRULED}
    send(Sending("office", at("intake_rule", system), rule))
    return Sending("office", at("intake_records", system))


def source_remarks(n: int) -> Sending:
    """What a source changed after the head accepted it."""
    system = _counting(n)
    (counted,) = Received.objects.filter(system__code=system)
    actions.accept_results([counted.entry.task_id], by=None, at=world.AT)
    send(_applying(_file(system, dossier(1, Ngày_trả="09/11/2026"))))
    return Sending("binh", at("source_remarks"), {"ban-ghi": counted.pk})
