"""The legal texts themselves: number, issuer, when signed, when in force, whether we hold them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congvu.law.passages import folded, passages
from congvu.law.tables import Reading, Table, read_tables

KINDS = {"law": "văn bản pháp luật", "guidance": "hướng dẫn", "local": "quy định của địa phương"}


@dataclass(frozen=True)
class Instrument:
    """A text that is cited. `held` is its file when we hold the full text, else None.

    `in_force` and `until` are its first and last day in force (None: still in force);
    `month_form` names the form that it gives a month's card ("": none).
    """

    id: str
    number: str
    title: str
    issuer: str
    kind: str
    signed: date | None
    in_force: date
    until: date | None
    source: str
    unsure: bool
    checked: date
    month_form: str
    held: Path | None
    file: str
    line: int

    def says(self, at: str, words: str) -> bool:
        """Return whether the held text says these words at this place, white space folded."""
        return self.held is not None and folded(words) in passages(self.held).get(at, "")


def read_instruments(root: Path) -> dict[str, Instrument]:
    """Read instruments.toml; refuses what is undated, unknown or contradicts itself."""
    tables = read_tables(root / "instruments.toml", root)
    return {table.name: _instrument(table, root) for table in tables}


def _instrument(table: Table, root: Path) -> Instrument:
    read = Reading(table)
    found = Instrument(
        id=table.name,
        number=read.text("number"),
        title=read.text("title"),
        issuer=read.text("issuer"),
        kind=_kind(read),
        signed=read.maybe_day("signed"),
        in_force=read.day("in_force"),
        until=read.maybe_day("until"),
        source=read.text("source"),
        unsure=read.flag("unsure"),
        checked=read.day("checked"),
        month_form=read.text("month_form") if read.has("month_form") else "",
        held=_held(read, root),
        file=table.file,
        line=table.line,
    )
    read.finish()
    _refuse_disorder(table, found)
    return found


def _kind(read: Reading) -> str:
    kind = read.text("kind")
    if kind not in KINDS:
        known = ", ".join(f"“{code}” ({label})" for code, label in KINDS.items())
        raise read.table.fault(f"không có loại “{kind}”; chỉ có {known}.", "kind")
    return kind


def _held(read: Reading, root: Path) -> Path | None:
    if not read.has("text"):
        return None
    path = root / "texts" / read.text("text")
    if not path.is_file():
        raise read.table.fault(f"không có tệp texts/{path.name}.", "text")
    return path


def _refuse_disorder(table: Table, found: Instrument) -> None:
    if found.signed and found.signed > found.in_force:
        raise table.fault("ngày ký phải trước hoặc bằng ngày có hiệu lực.", "signed")
    if found.until and found.until < found.in_force:
        raise table.fault("ngày cuối còn hiệu lực đứng trước ngày có hiệu lực.", "until")
    if found.held is None and found.kind == "law" and not found.unsure:
        raise table.fault("văn bản chưa có toàn văn thì phải ghi unsure = true.")
