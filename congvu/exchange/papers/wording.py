"""Words, days and numbers as the papers of the evaluation write them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from congvu.apps.audit.queries import RowAct
from congvu.engine.scoring import program_for
from congvu.exchange.forms.words import DEFAULTS, FormWords, words_of
from congvu.kernel.dates import VIETNAM
from congvu.kernel.fixed import MINUS, format_fixed, format_ratio
from congvu.law.instruments import Instrument
from congvu.law.registry import Rules, the_law

FormTexts = Mapping[tuple[str, str], str]
"""What the province chose, by form and field (toolkit.queries.form_texts)."""
BLANK_DATE = "....., ngày .... tháng .... năm ......"
_EXACT_PLACES = 4


def chosen_words(form: str, texts: FormTexts) -> FormWords:
    """A form's words as the province has them."""
    rows = [{"form": f, "field": field, "text": text} for (f, field), text in texts.items()]
    return words_of(form, rows)


def of_unit(words: FormWords, agency: str, unit: str) -> FormWords:
    """The words with a unit in its agency as the body, where the province named none."""
    if words.body:
        return words
    return replace(words, parent="" if agency == unit else agency.upper(), body=unit.upper())


def resting_on(words: FormWords, form: str, rules: Rules) -> FormWords:
    """The words with the instruments that a year's rule text cites as their basis.

    A basis that the province worded itself stays.
    """
    if words.basis != DEFAULTS[form].basis:
        return words
    cited = (the_law().instruments[name] for name in program_for(rules).cites)
    return replace(words, basis="\n".join(f"{_basis(one)};" for one in cited))


def _basis(one: Instrument) -> str:
    day = f"ngày {one.signed.day:02d} tháng {one.signed.month} năm {one.signed.year}"
    about = one.title.removeprefix("Nghị định ")
    return f"Căn cứ Nghị định số {one.number} {day} của {one.issuer} {about}"


def points(hundredths: int | None) -> str:
    """76,70; "" where there is none."""
    return "" if hundredths is None else format_fixed(hundredths, places=2)


def short(hundredths: int | None) -> str:
    """Points as the decree's table writes them: 2,5; 10; "" where there is none."""
    return "" if hundredths is None else _trimmed(points(hundredths))


def signed(hundredths: int) -> str:
    """A gain or loss: +1,20 or −4,17."""
    sign = MINUS if hundredths < 0 else "+"
    return f"{sign}{format_fixed(abs(hundredths), places=2)}"


def exact(value: Fraction) -> str:
    """An exact number of points: as many decimals as it has, at most four, "…" where more follow.

    The last decimal shown is then the true one, not a rounded one.
    """
    scaled = value * 10**_EXACT_PLACES
    cut = Fraction(scaled.numerator // scaled.denominator, 10**_EXACT_PLACES)
    text = format_ratio(cut, _EXACT_PLACES)
    return _trimmed(text) if cut == value else f"{text}…"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(",") if "," in text else text


def day_line(place: str, day: date | None) -> str:
    """Nha Trang, ngày 25 tháng 11 năm 2026; dots for what is not known."""
    if day is None:
        return BLANK_DATE
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place or '.....'}, ngày {day.day:02d} tháng {month} năm {day.year}"


def moment(at: datetime) -> str:
    """14:32 ngày 25/11/2026."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def act_told(verb: str, act: RowAct) -> str:
    """Gửi trên hệ thống lúc 14:32 ngày 25/11/2026, and for whom where it was for another."""
    whose = f", thay {act.on_behalf_of}" if act.on_behalf_of else ""
    return f"{verb} trên hệ thống lúc {moment(act.at)}{whose}"
