"""How static files are named and packed: by their content, also where one script takes another."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = r"""(?P<matched>import\s*(?P<names>\{[^}]*\})\s*from\s*["'](?P<url>\./[\w-]+\.js)["'];)"""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names by content, in pages, in style sheets, and in the imports of our own scripts."""

    patterns: Any = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("congvu/*.js", ((_IMPORT, 'import %(names)s from "%(url)s";'),)),
    )
