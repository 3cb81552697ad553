"""Writes what the calculator's arithmetic must answer, as JSON for `arithmetic.cjs`: the lists of vectors and figures
of every drug that the tests know, for weights and hours drawn with a seed, as the dose engine works them out.
"""

from __future__ import annotations

import json
import random
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.dosing.consistency import load_doses
from tandem.dosing.engine import Figure, figures
from tandem.dosing.entry import REFUSALS
from tandem.dosing.markup import coefficients, per_product
from tandem.dosing.model import Doses, Product

from tests.vectors.lists import LIMITS, entries

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "docs/magnesium/doses.yml", *sorted((ROOT / "tests/fixtures/doses").glob("*.yml"))]
DRAWN = 12  # for each figure


def _doses(path: Path) -> Doses:
    problems = Problems(ROOT)
    settings = load_settings(ROOT / "mkdocs.yml", problems)
    doses = load_doses(path, settings, problems) if settings else None
    assert doses is not None, problems.report()
    return doses


def _needs(figure: Figure) -> dict[str, str]:
    """A figure as the script finds it in the element's dataset."""
    names = {"n": "n", "d": "d", "cap-n": "capN", "cap-d": "capD"}
    found = {names[name]: str(value) for name, value in coefficients(figure).items()}
    flags = {"fixed": not figure.by_weight, "hours": figure.by_hours, "product": figure.by_product}
    return found | {name: "" for name, holds in flags.items() if holds}


def _weights(figure: Figure, doses: Doses, chance: random.Random) -> list[Decimal]:
    drawn = [Decimal(chance.randint(1, 99999)) / 100 for _ in range(DRAWN)]
    if figure.cap is not None and figure.by_weight:  # at the cap, and a hundredth of a kilogram to either side
        at = int(figure.cap / figure.coefficient * 100)
        drawn += [Decimal(hundredths) / 100 for hundredths in (at - 1, at, at + 1) if hundredths > 0]
    return [*drawn, doses.weight.min, doses.weight.max]


def _figures(doses: Doses) -> list[dict[str, Any]]:
    chance = random.Random(20261122)
    found: list[dict[str, Any]] = []
    for figure in figures(doses):
        for weight in _weights(figure, doses, chance):
            hours = Decimal(chance.randint(1, 9999)) / 100
            product: Product | None = chance.choice(doses.products) if doses.products else None
            case: dict[str, Any] = {
                "needs": _needs(figure),
                "weight": str(int(weight * 100)),
                "hours": str(int(hours * 100)),
                "product": dict(zip(("n", "d"), map(str, per_product(product)), strict=True)) if product else None,
                "significant": figure.significant or 0,
                "way": figure.way,
                "shown": figure.show(weight, hours, product),
            }
            found.append(case)
    return found


def main() -> None:
    """Print all cases."""
    texts = []
    for entry in entries():
        low, high = (str(int(limit * 100)) for limit in LIMITS[entry["field"]])
        value = str(int(Decimal(entry["value"]) * 100)) if "value" in entry else None
        texts.append({"text": entry["text"], "low": low, "high": high, "value": value, "code": entry.get("refusal")})
    worked = [case for path in FILES for case in _figures(_doses(path))]
    json.dump({"rules": REFUSALS, "texts": texts, "figures": worked}, sys.stdout)


if __name__ == "__main__":
    main()
