"""What the checks of built pages share: the built site."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site_dir() -> Path:
    site = Path(os.environ.get("TANDEM_SITE") or ROOT / "site").resolve()
    if not (site / "index.html").is_file():
        pytest.fail(
            f"{site} holds no built site: run `make site`, or set TANDEM_SITE to the folder of one", pytrace=False
        )
    return site


@pytest.fixture(scope="session")
def node_modules() -> Path:
    modules = ROOT / "node_modules"
    if not modules.is_dir():
        pytest.fail("node_modules is not there: `make validate` makes it", pytrace=False)
    return modules
