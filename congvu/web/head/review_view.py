"""What the pages of reviewing show, already in words; nothing here asks a database."""

from dataclasses import dataclass, field

from congvu.web.head.room_view import Flag, UnitChoice
from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: its name, and where it opens (empty for a document number)."""

    id: int
    label: str
    href: str
    is_file: bool


@dataclass(frozen=True)
class ClaimShown:
    """An objective cause that waits, with the delay and failed reviews that it is about."""

    text: str
    days: str
    failed: str
    delay_word: str


@dataclass(frozen=True)
class Typed:
    """What was sent and not taken: why, what was typed, and what changed meanwhile."""

    problem: str = ""
    clash: tuple[str, ...] = ()
    act: str = ""
    reason: str = ""
    effect: str = ""
    days: str | None = None
    failed: str | None = None


@dataclass(frozen=True)
class Row:
    """One task under review.

    `at` is where an answer is sent, with how the task stood; `plain`: it may be accepted with
    others. `outcome` is what was answered, once nothing waits.
    """

    id: int
    at: str
    href: str
    title: str
    asked: str
    why: str
    remarks: tuple[Flag, ...]
    proofs: tuple[Proof, ...]
    log: tuple[str, ...]
    past: tuple[str, ...]
    claim: ClaimShown | None
    waits: bool
    plain: bool
    seen: str
    outcome: str
    effect: int | None
    accepted: bool
    reported: bool
    typed: Typed = field(default_factory=Typed)

    @property
    def needs(self) -> bool:
        """Whether the reader has something to answer here that asks for a look."""
        return (self.waits or self.claim is not None) and not self.plain


@dataclass(frozen=True)
class Group:
    """One person with what waits of hers: the rows to look at, then the plain ones."""

    person: str
    before: str
    given: str
    where: str
    href: str
    rows: tuple[Row, ...]
    plain: tuple[Row, ...]
    told: str


@dataclass(frozen=True)
class EffectStep:
    """A step of the scale of effect and the key that chooses it."""

    value: int
    key: int
    label: str
    asks_reason: bool

    @property
    def text(self) -> str:
        """The value as a form sends it."""
        return str(self.value)


@dataclass(frozen=True)
class ReviewPage:
    """The whole page; `query` asks for the same view again."""

    period: str
    summary: tuple[str, ...]
    units: tuple[UnitChoice, ...]
    groups: tuple[Group, ...]
    plain_total: int
    batch_note: str
    effect_note: str
    effects: tuple[EffectStep, ...]
    reasons: tuple[str, ...]
    query: str
    pages: Pages
    problem: str = ""


@dataclass(frozen=True)
class PersonReview:
    """One person's month under review: `acts` says whether the reader may answer."""

    person: str
    before: str
    given: str
    where: str
    key: str
    period: str
    acts: bool
    waiting: int
    rows: tuple[Row, ...]
    effect_note: str
    effects: tuple[EffectStep, ...]
    reasons: tuple[str, ...]
    problem: str = ""
