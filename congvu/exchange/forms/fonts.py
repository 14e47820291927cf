"""Which letters a pdf is set in: Times New Roman, or one that takes as much room.

A font of the right name is not enough: Liberation Serif before 2.0, still on many machines, has no
ơ, ư or ạ, and a page that borrows those from another font is ugly and breaks elsewhere. So each
candidate sets the whole alphabet once, and is taken only if it needed nobody's help.
"""

import re
from functools import cache

from typst import Compiler, Fonts

WANTED = ("Times New Roman", "Tinos", "Liberation Serif", "TeX Gyre Termes")
"""The decree's own, then those cut to its widths."""

ALWAYS_THERE = "Libertinus Serif"
"""Comes with the typesetter: has every Vietnamese letter, but other widths; in bold italic its ớ
falls apart, so no form sets a person's words in bold italic."""

SIGNS = (ALWAYS_THERE, "DejaVu Sans Mono")
"""Come with the typesetter, too: asked for a sign that the letters lack (☐, ☒) before the machine's
other fonts, some of which draw it as something else."""

_ALPHABET = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
_STYLES = 4  # regular, bold, italic, bold italic
_PROBE = """#set text(font: sys.inputs.family)
#let it = sys.inputs.alphabet
#it #strong(it) #emph(it) #emph(strong(it))"""


@cache
def font_in_use() -> str:
    """Return the family that a pdf is set in; the machine's fonts are looked at once."""
    families = set(machine_fonts().families())
    taken = (name for name in WANTED if name in families and _has_vietnamese(name))
    return next(taken, ALWAYS_THERE)


def fits_the_decree(family: str) -> bool:
    """Whether pages set in this family break as in Times New Roman."""
    return family in WANTED


@cache
def machine_fonts() -> Fonts:
    """Return the fonts of this machine, and those that come with the typesetter."""
    return Fonts(include_system_fonts=True, include_embedded_fonts=True)


def _has_vietnamese(family: str) -> bool:
    # A letter that the family lacks is set in another one, which the pdf then carries as well.
    made = Compiler(font_paths=machine_fonts()).compile(
        _PROBE.encode(), format="pdf", sys_inputs={"family": family, "alphabet": _ALPHABET}
    )
    carried = set(
        re.findall(rb"/FontName/\w+\+([\w.-]+)", made if isinstance(made, bytes) else b"")
    )
    return len(carried) == _STYLES
