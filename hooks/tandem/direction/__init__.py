"""Doses in any direction: in text that runs from right to left, whatever runs from left to right stays in its order.

"450 mg" amid Arabic is shown as "mg 450" by a browser that is not told that it is one thing; so are ranges, formulas,
ratios, intervals, citation numbers and codes.

Life: pages and forms are written without a thought of direction. The last writer of each hands it to `isolated`, which
marks every such run (`runs`, `markup`); what is plain text goes through `marked`; and direction.js, sent with pages
that have anything from right to left, does the same with what scripts write. At the end `outside` is asked whether any
quantity was left. A page in which nothing runs from right to left stays as it is, byte for byte.
"""

from __future__ import annotations

from .markup import isolated, marked
from .outside import outside
from .page import FIX, SCRIPT, directed, fault
from .runs import RTL

__all__ = ["FIX", "RTL", "SCRIPT", "directed", "fault", "isolated", "marked", "outside"]
