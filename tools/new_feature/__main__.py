"""Run by the Makefile's `feature`."""

import sys

from tools.new_feature import main

sys.exit(main())
