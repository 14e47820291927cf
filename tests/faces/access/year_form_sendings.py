"""How to send to the pages of forms and meetings of a year; found by `sendings.SENDINGS`."""

from congvu.apps.evaluation.models import Meeting, MeetingOpinion, Rating
from tests.faces.access import year_forms
from tests.faces.access.sending import Fields, Sending, at

WHEN: Fields = {"ngay": "23/11/2026", "gio": "08:00"}


def _draft(person: str, n: int) -> Fields:
    Rating.objects.filter(person__code=person).update(state="draft", sent_at=None)
    return {"viec": "luu", "muc": "good", "bao-cao": f"Báo cáo {n}"}


def own_rating(n: int) -> Sending:
    return Sending("an", at("own_rating"), _draft("an", n))


def own_rating_of(n: int) -> Sending:
    return Sending("binh", at("own_rating_of", year_forms.YEAR), _draft("binh", n))


def rating(n: int) -> Sending:
    typed = {"viec": "phuong-an", "noi-dung": f"Bồi dưỡng {n}"}
    return Sending("office", at("rating", year_forms.YEAR, "an"), typed)


def meeting_call(n: int) -> Sending:
    year_forms.passed("P2")
    typed = WHEN | {"dia-diem": f"Phòng {n}", "chu-tri": "chi", "thu-ky": "dung"}
    path = f"{at('meeting_call', year_forms.YEAR)}?don-vi=P2&dot=P"
    return Sending("office", path, typed | {"nguoi": ["chi", "dung"]})


def meeting(n: int) -> Sending:
    typed = WHEN | {"viec": "sua", "dia-diem": f"Phòng {n}", "chu-tri": "binh", "thu-ky": "an"}
    return Sending("an", at("meeting", _held()), typed)


def meeting_opinions(n: int) -> Sending:
    held = _held()
    MeetingOpinion.objects.filter(meeting=held, member__person__code="son").delete()
    typed = {f"yk-{year_forms.form('an')}": f"Tốt {n}"}
    return Sending("son", at("meeting_opinions", held), typed)


def _held() -> int:
    """The open meeting of P1."""
    return Meeting.objects.get(unit__code="P1", state="open").pk
