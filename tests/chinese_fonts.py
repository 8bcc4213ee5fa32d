"""Whether pictures can be drawn here: their labels need a font with Chinese letters."""

from __future__ import annotations

import pytest
from matplotlib import font_manager

from govinfo_schema.panel.plotting import FONTS

needs_chinese_font = pytest.mark.skipif(
    not {font.name for font in font_manager.fontManager.ttflist} & {*FONTS},
    reason="no font with Chinese letters is installed (Debian: fonts-noto-cjk)",
)
