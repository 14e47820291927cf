"""Three things to look at: where scores are missing, where they moved, where they pile up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from congvu.apps.evaluation.queries import AgencyTally, ProvinceView, Tally
from congvu.web.province.province_view import Look
from congvu.web.shared.levels import Scale
from congvu.web.shared.numbers import count, percent, ratio, small

FEW = 5
"""Fewer people than this make no share or mean worth telling."""
SHOWN = 3


@dataclass(frozen=True)
class Claim:
    """Something about one agency: how strong it is among its kind, and its words."""

    strength: Fraction
    agency: AgencyTally
    claim: str
    detail: str


def looks(
    now: ProvinceView,
    before: ProvinceView | None,
    scale: Scale,
    href: Callable[[str], str],
) -> tuple[Look, ...]:
    """The strongest claim of each kind, each about another agency, three at most."""
    past = {one.code: one for one in before.agencies} if before else {}
    kinds = _while_open(now) if now.provisional else _closed(now, scale)
    chosen: dict[str, Claim] = {}
    by_level = (_piled(now, scale),) if scale.levels else ()
    for kind in (*kinds, _moved(now, past), *by_level):
        ranked = sorted(kind, key=lambda one: one.strength, reverse=True)
        fresh = next((one for one in ranked if one.agency.code not in chosen), None)
        if fresh is not None:
            chosen[fresh.agency.code] = fresh
    return tuple(Look(c.claim, c.detail, href(c.agency.code)) for c in chosen.values())[:SHOWN]


def _while_open(now: ProvinceView) -> tuple[Iterator[Claim], ...]:
    """What can still be done before the close; a closed month has nothing missing to chase."""
    return _missing(now), _unconfirmed(now)


def _closed(now: ProvinceView, scale: Scale) -> tuple[Iterator[Claim], ...]:
    return (_sunk(now, scale),) if scale.levels else ()


def _missing(now: ProvinceView) -> Iterator[Claim]:
    for one in now.agencies:
        tally = one.tally
        missing = tally.people - tally.scored
        if missing and tally.people >= FEW:
            reason = tally.reasons.most_common(1)[0][0]
            yield Claim(
                Fraction(missing, tally.people),
                one,
                f"{one.name}: {count(missing)} người chưa có điểm",
                f"trong {count(tally.people)} người; nhiều nhất: {small(reason)}",
            )


def _unconfirmed(now: ProvinceView) -> Iterator[Claim]:
    for one in now.agencies:
        tally = one.tally
        if tally.not_confirmed and tally.people >= FEW:
            share = Fraction(tally.not_confirmed, tally.people)
            yield Claim(
                share,
                one,
                f"{one.name}: {percent(share, 0)} chưa được xác nhận",
                f"{count(tally.not_confirmed)} trong {count(tally.people)} người còn chờ nhận xét",
            )


def _moved(now: ProvinceView, past: Mapping[str, AgencyTally]) -> Iterator[Claim]:
    for one in now.agencies:
        old = past.get(one.code)
        if old is None or not (_enough(one.tally) and _enough(old.tally)):
            continue
        mean, was = one.tally.mean_hundredths / 100, old.tally.mean_hundredths / 100
        way = "tăng" if mean > was else "giảm"
        yield Claim(
            abs(mean - was),
            one,
            f"{one.name}: trung bình {way} {ratio(abs(mean - was))} điểm",
            f"từ {ratio(was)} xuống {ratio(mean)}"
            if mean < was
            else f"từ {ratio(was)} lên {ratio(mean)}",
        )


def _enough(tally: Tally) -> bool:
    """Whether a mean speaks for the agency: not too few people, and most of them scored."""
    return tally.scored >= FEW and 2 * tally.scored >= tally.people


def _piled(now: ProvinceView, scale: Scale) -> Iterator[Claim]:
    top = scale.levels[-1]
    advice = "; nên đọc vài phiếu trước khi chốt" if now.provisional else ""
    whole = Fraction(now.whole.levels[top.code], now.whole.scored) if now.whole.scored else 0
    for one in now.agencies:
        if one.tally.scored < FEW:
            continue
        share = Fraction(one.tally.levels[top.code], one.tally.scored)
        if share > whole:
            yield Claim(
                share - whole,
                one,
                f"{one.name}: {percent(share, 0)} từ {top.starts} điểm",
                f"cả tỉnh {percent(whole, 0)}{advice}",
            )


def _sunk(now: ProvinceView, scale: Scale) -> Iterator[Claim]:
    line = scale.levels[1].starts
    for one in now.agencies:
        low = one.tally.levels[scale.levels[0].code]
        if one.tally.scored >= FEW and low:
            share = Fraction(low, one.tally.scored)
            yield Claim(
                share,
                one,
                f"{one.name}: {percent(share, 0)} dưới {line} điểm",
                f"{count(low)} trong {count(one.tally.scored)} người được tính điểm",
            )
