"""The cards of a whole unit: each as a file of its own, and joined for the printer, in one zip.

Made step by step, each step one file beside the others; a run that was cut off goes on after the
last step that is whole. The same cards give the same bytes.
"""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from congvu.apps.evaluation.actions import count_papers, fail_papers, finish_papers
from congvu.apps.evaluation.queries import (
    PaperRunRow,
    months_of,
    paper_run,
    signings,
)
from congvu.apps.rulebook.queries import months_and_rules
from congvu.exchange.forms.month_card import month_card
from congvu.exchange.forms.paper import Paper, joined
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.words import DEFAULTS, YEAR_CARD, FormWords
from congvu.exchange.papers.cards import Filling, card_of
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.year_forms import Filled, filled_year
from congvu.kernel.vietnamese import fold

ALONE, JOINED, VOLUMES = 24, 96, 2
"""So many people make a step alone; so many a joined file, and so many files a step."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def set_in_turn(papers: Sequence[Paper]) -> Iterable[bytes]:
    """Set papers as pdfs one after another, in this process."""
    return map(pdf_of, papers)


@dataclass(frozen=True)
class Workshop:
    """What a run is made with: the folder of all runs, words, feet and the clock of the face.

    `typeset` sets papers as pdfs in their order, one after another unless it is told otherwise.
    `year_words` are the words of Mẫu số 02, `words` those of Mẫu số 01.
    """

    folder: Path
    words: FormWords
    foot: Footing
    now: Callable[[], datetime]
    typeset: Callable[[Sequence[Paper]], Iterable[bytes]] = set_in_turn
    year_words: FormWords = DEFAULTS[YEAR_CARD]


def file_of(folder: Path, run_id: int) -> Path:
    """Where the finished file of a run lies."""
    return folder / f"{run_id}.zip"


def _steps_of(folder: Path, run_id: int) -> Path:
    return folder / f"{run_id}.steps"


def sweep(folder: Path, run_id: int) -> None:
    """Remove what was made of a run."""
    file_of(folder, run_id).unlink(missing_ok=True)
    shutil.rmtree(_steps_of(folder, run_id), ignore_errors=True)


def make_papers(run_id: int, shop: Workshop) -> None:
    """Make a run from where it stands; a fault is noted in it in words and raised again."""
    run = paper_run(run_id)
    if not run.is_open:
        return
    try:
        size = _make(run, shop)
    except Exception as fault:
        fail_papers(run_id, _in_words(fault), at=shop.now())
        raise
    finish_papers(run_id, size, at=shop.now())
    shutil.rmtree(_steps_of(shop.folder, run_id), ignore_errors=True)


def _in_words(fault: Exception) -> str:
    if isinstance(fault, OSError):
        return f"Không ghi được tệp: {fault.strerror or fault}."
    return f"Lỗi khi làm giấy tờ ({type(fault).__name__}); hãy báo người vận hành."


def _make(run: PaperRunRow, shop: Workshop) -> int:
    steps = _steps_of(shop.folder, run.id)
    steps.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = 0
    for step in _steps(run, shop, _filler(run, shop)):
        path = steps / step.name
        if not path.exists():
            _write_whole(path, step.write)
        made += step.people
        count_papers(run.id, made, at=shop.now())
    target = file_of(shop.folder, run.id)
    _write_whole(target, lambda file: _join(sorted(steps.glob("*.zip")), file))
    return target.stat().st_size


@dataclass(frozen=True)
class _Step:
    name: str
    people: int
    write: Callable[[Path], None]


_Filler = Callable[[Sequence[str]], list[Filled]]


def _filler(run: PaperRunRow, shop: Workshop) -> _Filler:
    """How the papers of some people are filled in: cards of a month, or forms of a year."""
    if run.is_year:
        return filled_year(int(run.period), shop.year_words, shop.foot)
    every = months_and_rules()
    period = next(one for one in every.periods if one.key == run.period)
    rules = every.rules_for(period)

    def filled(people: Sequence[str]) -> list[Filled]:
        views = months_of(people, period, rules, explained=run.explained)
        signed = signings(period, people)
        filling = Filling(shop.words.place, signed, shop.foot, run.explained)
        cards = [(view.card.person, card_of(view, filling)) for view in views]
        return [Filled(person, card.name, month_card(card, shop.words)) for person, card in cards]

    return filled


def _steps(run: PaperRunRow, shop: Workshop, filled: _Filler) -> Iterator[_Step]:
    for number, start in enumerate(range(0, len(run.people), ALONE)):
        people = run.people[start : start + ALONE]
        yield _Step(
            f"1-{number:05d}.zip",
            len(people),
            lambda path, people=people, start=start: _alone(filled(people), start, shop, path),
        )
    together = JOINED * VOLUMES
    for number, start in enumerate(range(0, len(run.people), together)):
        people = run.people[start : start + together]
        yield _Step(
            f"2-{number:05d}.zip",
            len(people),
            lambda path, people=people, number=number: _joined(
                filled(people), (run, number * VOLUMES), shop, path
            ),
        )


def _volume(run: PaperRunRow, number: int) -> str:
    whole = len(run.people) <= JOINED
    return f"gop-{run.period}.pdf" if whole else f"gop-{run.period}-tap-{number:02d}.pdf"


def _alone(filled: Sequence[Filled], start: int, shop: Workshop, path: Path) -> None:
    names = [
        f"{place:04d}-{fold(one.name).replace(' ', '-')}-{_plain(one.person)}.pdf"
        for place, one in enumerate(filled, start + 1)
    ]
    _pack(path, names, shop.typeset([one.paper for one in filled]))


def _plain(code: str) -> str:
    """A person's code as a part of a file's name."""
    return "".join(letter if letter.isalnum() else "-" for letter in code)


def _joined(
    filled: Sequence[Filled],
    place: tuple[PaperRunRow, int],
    shop: Workshop,
    path: Path,
) -> None:
    run, before = place
    volumes = [filled[at : at + JOINED] for at in range(0, len(filled), JOINED)]
    names = [_volume(run, number) for number in range(before + 1, before + 1 + len(volumes))]
    what = "Phiếu xếp loại" if run.is_year else "Phiếu theo dõi, đánh giá"
    papers = [
        joined(f"{what}: {len(volume)} người", (one.paper for one in volume)) for volume in volumes
    ]
    _pack(path, names, shop.typeset(papers))


def _pack(path: Path, names: Sequence[str], contents: Iterable[bytes]) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in zip(names, contents, strict=True):
            _put(packed, name, content)


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    """A pdf is packed inside already: it is stored as it is."""
    packed.writestr(zipfile.ZipInfo(name, _EPOCH), content)


def _join(parts: Sequence[Path], path: Path) -> None:
    with zipfile.ZipFile(path, "w") as whole:
        for part in parts:
            with zipfile.ZipFile(part) as packed:
                for name in packed.namelist():
                    _put(whole, name, packed.read(name))


def _write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside, then move: a file under its own name is whole."""
    unfinished = path.with_suffix(".unfinished")
    write(unfinished)
    os.replace(unfinished, path)
