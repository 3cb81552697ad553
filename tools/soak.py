"""`make soak`: ten minutes of sources made by Hypothesis, checked and built, from seeds that no run had before.

Life: one round is a seed and some dozens of cases. A case that ends otherwise than in words is made as small as
Hypothesis can, written into tests/fuzz/corpus, and named at the end; whoever mends it gives it a name and says there
what must be said of it. `TANDEM_SOAK=60` runs for a minute, `TANDEM_SEED=15` from that seed.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.making import cases
from tests.fuzz.trying import Case, Trial, keep

SECONDS = int(os.environ.get("TANDEM_SOAK", "600"))
ROUND = 60  # cases


def round_of(trial: Trial, number: int, end: float) -> tuple[Case, str] | None:
    """One round; the smallest case that went wrong, and how."""
    failed: list[tuple[Case, str]] = []

    @seed(number)
    @settings(max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def go(case: Case) -> None:
        if time.monotonic() > end and not failed:
            return
        try:
            trial.run(case)
        except Exception:
            failed.append((case, traceback.format_exc()))
            raise

    try:
        go()
    except Exception:
        if not failed:
            raise
    return failed[-1] if failed else None


def main() -> int:
    """Exit status: 0 where every case ended in words."""
    number = int(os.environ.get("TANDEM_SEED", "0")) or secrets.randbelow(10**9)
    end = time.monotonic() + SECONDS
    kept: dict[Path, str] = {}
    with tempfile.TemporaryDirectory(prefix="tandem-soak-") as folder:
        trial = Trial(Path(folder) / "site")
        print(f"soak: from seed {number}, {SECONDS} s", flush=True)
        while time.monotonic() < end:
            failed = round_of(trial, number, end)
            if failed is not None:
                case, said = failed
                last = said.strip().splitlines()[-1]
                kept[keep(case, f"seed {number}: {last}")] = said
                print(f"seed {number}: {last}", flush=True)
            number += 1
    print(f"soak: {trial.tried} cases checked, {trial.built} built, up to seed {number - 1}")
    for path, said in kept.items():
        print(f"\n{path}\n{said}")
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
