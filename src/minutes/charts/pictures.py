"""Charts as SVG and PNG, in a font that has Japanese letters."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair


class ChartError(Exception):
    """A chart that cannot be drawn; the message says what to install."""


def altair_library() -> Any:
    """Altair, imported when it is asked for; raises `ChartError` where it is not installed."""
    try:
        import altair
    except ImportError as error:
        raise ChartError("charts need Altair; try: pip install 'minutes[charts]'") from error
    return altair


@cache
def _converter() -> Any:
    """The renderer, once it knows the Japanese font."""
    try:
        import importlib.util

        import vl_convert
    except ImportError as error:
        raise ChartError("pictures need vl-convert; try: pip install 'minutes[charts]'") from error
    home = importlib.util.find_spec("matplotlib_fontja")
    if home is None or home.origin is None:
        raise ChartError("pictures need a Japanese font; try: pip install 'minutes[charts]'")
    vl_convert.register_font_directory(str(Path(home.origin).parent / "fonts"))
    return vl_convert


#: The renderer resolves every link against this address; a link inside the page is undone.
_RESOLVED = "https://vega.github.io/vega-datasets/#"


def svg(chart: altair.TopLevelMixin) -> str:
    """The chart as SVG, with text as text and links as links; raises `ChartError`."""
    drawn = str(_converter().vegalite_to_svg(json.dumps(chart.to_dict())))
    return drawn.replace(f'href="{_RESOLVED}', 'href="#')


def png(chart: altair.TopLevelMixin, scale: float = 2.0) -> bytes:
    """The chart as a PNG picture, `scale` dots a unit; raises `ChartError`."""
    return bytes(_converter().vegalite_to_png(json.dumps(chart.to_dict()), scale=scale))
