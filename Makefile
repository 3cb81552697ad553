# The commands of this project; `make help` tells what each does. Every one works in a fresh clone: tools/setup.py first
# makes what it stands on (.venv, packages, node_modules), where that is not there yet or its lock file has changed.
#
#   make PYTHON=/path/to/python3.13 site    another Python than the first on PATH that is new enough
#   make serve PORT=8001                    another port
#   make test ARGS='-k citations -x'        more for pytest
#   make lock UPGRADE=1                     newest versions that the .in files admit
#
# Kept to what GNU make 3.81 (macOS) and a POSIX shell know, and to relative paths: a checkout's path may hold spaces.
.DEFAULT_GOAL := help
.PHONY: help site new wheel serve check agree import references translate review migrate schema test validate soak bench bench-shelf bench-search cold-loads shots mutants second-build heaviest notes feature lint format lock bom audit clean

PORT ?= 8000
ARGS ?=
BIN := .venv/bin

# The day that an agreement is recorded under is today, unless a time was given to make itself.
AGREED_AT := $(SOURCE_DATE_EPOCH)

# Builds of one commit are the same, byte for byte, wherever and whenever they run.
ifeq ($(SOURCE_DATE_EPOCH),)
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
endif
ifeq ($(SOURCE_DATE_EPOCH),)
unexport SOURCE_DATE_EPOCH
else
export SOURCE_DATE_EPOCH
endif
# Each program that a test starts would read and parse every module anew.
unexport PYTHONDONTWRITEBYTECODE
# Material's notice of its end of life, at every build; architecture.md says what follows from it.
export NO_MKDOCS_2_WARNING := 1

# $(call ready,PURPOSE): .venv and what else the purpose stands on is there. The Python that makes it is the one that was
# named, or .venv's own, or the first on PATH that is new enough.
define ready
@for python in $(if $(PYTHON),"$(PYTHON)",$(BIN)/python python3 python3.14 python3.13 python3.12 python3.11); do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	python=; \
done; \
if [ -z "$$python" ]; then \
	found=$$("$(or $(PYTHON),python3)" --version 2>/dev/null) || found="not there"; \
	echo "Tandem needs Python 3.11 or newer; $(or $(PYTHON),python3) is $$found." >&2; \
	echo "    Debian, Ubuntu  sudo apt install python3 python3-venv" >&2; \
	echo "    Fedora          sudo dnf install python3" >&2; \
	echo "    macOS           brew install python3" >&2; \
	echo "    one of yours    make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
	exit 1; \
fi; \
"$$python" tools/setup.py $(1)
endef

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

site: ## Build the site, both languages, into site/; with DRAFTS=1 a preview of its drafts
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem build$(if $(DRAFTS), --drafts)

wheel: ## Build the package that other repositories install, into dist/
	$(call ready,test)
	@$(BIN)/python -m hatchling build -t wheel -d dist

new: ## Write the folder of a new tutorial, with samples: make new TUTORIAL=heart-failure
	$(call ready,site)
	@SOURCE_DATE_EPOCH='$(AGREED_AT)' PYTHONPATH=hooks $(BIN)/python -m tandem new '$(TUTORIAL)' $(ARGS)

serve: ## Show the site on this machine only, tell its address, follow changes of docs/
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem serve --port $(PORT)

check: ## Check the tutorials' data and texts without building
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem check $(ARGS)

agree: ## Declare that a section says the same in two languages: make agree SECTION=dosing, or TUTORIAL=x for all of it; of more languages LANGUAGES='en es'
	$(call ready,site)
	@SOURCE_DATE_EPOCH='$(AGREED_AT)' PYTHONPATH=hooks $(BIN)/python -m tandem agree $(if $(TUTORIAL),--tutorial '$(TUTORIAL)') $(if $(LANGUAGES),--languages '$(LANGUAGES)') -- '$(SECTION)'

import: ## Make a tutorial's folder of a text in two languages: make import ARGS='en=text.en.docx zh=text.zh.docx'
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem import $(ARGS)

references: ## Put works into references.json: make references FROM=zotero.json TUTORIAL=magnesium (FROM: a file, a DOI or a PMID)
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem references add $(if $(TUTORIAL),--tutorial '$(TUTORIAL)') $(if $(IN),--language '$(IN)') -- '$(FROM)'

translate: ## Hand texts to translators, take them back: make translate ARGS='export en', ARGS='import FILE'
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem translate $(ARGS)

review: ## Hand a section to a reviewer, take over proposals: make review ARGS='export dosing', ARGS='import FILE'
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem review $(ARGS)

migrate: ## Take data files from the forms of earlier versions into this one's: make migrate ARGS=--dry-run
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem migrate $(ARGS)

schema: ## Write schemas/, by which editors complete and check the data files
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tandem schema

# Workers take tests from each other at the end. A test that hangs fails, instead of the gate's running out of time; `make validate` needs the most: some minutes.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist worksteal --timeout 900

# Whose turn it is of the longest tests (tests/trials.py): this commit's third of them, or all where somebody asks for some.
test: lint ## Run the tests, a sample of each long trial; with FEATURE=quiz those of a room and those that hold every room
	@$(BIN)/python -m tools.browser
	@$(if $(FEATURE)$(ARGS),,TANDEM_TURN=$$(git rev-parse HEAD 2>/dev/null)) $(if $(FEATURE),$(BIN)/python -m tools.rooms '$(FEATURE)') $(PYTEST) -m "not validate" $(ARGS)

validate: ## Check the built pages and forms with other people's programs (needs Java and Node.js)
	$(call ready,validate)
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m tools.validators
	@[ -n "$(TANDEM_SITE)" ] || $(MAKE) --no-print-directory site
	@$(PYTEST) -m validate tests/validate $(ARGS)

soak: ## Run the tests with each trial to its full count, then make sources for ten minutes (TANDEM_SOAK seconds), check and build them
	$(call ready,test)
	@$(BIN)/python -m tools.browser
	@TANDEM_TRIALS=full $(PYTEST) -m "not validate" $(ARGS)
	@PYTHONPATH=hooks $(BIN)/python -m tools.soak

bench: ## Measure how long the calculator takes, against a frame and a bare field
	$(call ready,test)
	@$(BIN)/python -m tools.browser
	@$(MAKE) --no-print-directory site
	@$(BIN)/python -m tools.bench

bench-shelf: ## Measure what shelves of 1 to 160 tutorials cost to build, beside Material as it comes; ARGS=--quick: five minutes
	$(call ready,site)
	@PYTHONPATH=hooks $(BIN)/python -m tools.shelf $(ARGS)

bench-search: ## Measure what the search finds, its bytes and times, beside the theme's own; ARGS='--tutorials 0' is quicker
	$(call ready,test)
	@$(BIN)/python -m tools.browser
	@$(MAKE) --no-print-directory site
	@PYTHONPATH=hooks $(BIN)/python -m tools.search $(ARGS)

cold-loads: ## Visit pages twenty times over a bad line (400 kbit/s, 400 ms, 5% lost): is text there with the first paint?
	$(call ready,test)
	@$(BIN)/python -m tools.browser
	@$(MAKE) --no-print-directory site
	@$(BIN)/python -m tools.cold_loads $(ARGS)

shots: ## Take a picture of each kind of page into .cache/shots/; ARGS=--readme takes those of the README
	$(call ready,test)
	@$(BIN)/python -m tools.browser
	@$(MAKE) --no-print-directory site
	@$(BIN)/python -m tools.shots $(ARGS)

MUTANTS := .cache/mutants

mutants: ## Break the calculator's arithmetic in every small way, and say which breaks no test notices (needs Node.js)
	$(call ready,test)
	@mkdir -p $(MUTANTS)
	@PYTHONPATH=hooks $(BIN)/python -m tools.mutants.cases > $(MUTANTS)/cases.json
	@cd tools/mutants && npm ci --ignore-scripts --no-audit --no-fund --silent
	@TANDEM_MUTANTS_CASES="$(CURDIR)/$(MUTANTS)/cases.json" tools/mutants/node_modules/.bin/stryker run tools/mutants/stryker.json

heaviest: ## Build the largest tutorial that may be, in every form: is it done in 60 s, with 1 GB?
	$(call ready,test)
	@PYTHONPATH=hooks $(BIN)/python -m tools.heaviest

second-build: ## Build with MkDocs and with its fork ProperDocs, and compare every byte
	$(call ready,second-build)
	@$(BIN)/python -m tools.second_build

notes: ## Say what the release of a version says, and whether it may be made: make notes TAG=v1.0.0
	$(call ready,site)
	@$(BIN)/python -m tools.release "$$TAG"

feature: ## Write the room of a new feature, tested and registered: make feature NAME=key-figure
	$(call ready,test)
	@$(BIN)/python -m tools.new_feature '$(NAME)'
	@PYTHONPATH=hooks $(BIN)/python -m tandem schema >/dev/null

lint: ## Check the code: ruff, mypy, import-linter
	$(call ready,test)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@PYTHONPATH=hooks $(BIN)/lint-imports --no-cache --no-logo

format: ## Put the code into its one format
	$(call ready,test)
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format

LOCK = $(BIN)/uv pip compile --quiet --no-config --system-certs --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: ## Pin requirements.in, requirements-dev.in and requirements-properdocs.in anew, with hashes
	$(call ready,test)
	@$(LOCK) requirements.in --output-file requirements.txt
	@$(LOCK) requirements-dev.in --output-file requirements-dev.txt
	@$(LOCK) requirements-properdocs.in --output-file requirements-properdocs.txt
	@$(MAKE) --no-print-directory bom

bom: ## Write the bill of materials anew: what others made of what is published, with licences
	$(call ready,test)
	@$(BIN)/python -m tools.bom

AUDIT := $(BIN)/pip-audit --progress-spinner off --strict --disable-pip --require-hashes

audit: ## Ask whether a weakness is known of any package that is pinned (asks PyPI and npm)
	$(call ready,test)
	@$(AUDIT) -r requirements.txt $(ARGS)
	@$(AUDIT) -r requirements-dev.txt $(ARGS)
	@$(AUDIT) -r requirements-properdocs.txt $(ARGS)
	@npm audit --audit-level=moderate
	@cd tools/mutants && npm audit --audit-level=moderate

clean: ## Remove all that was made: .venv, node_modules, site, caches
	rm -rf .venv .cache dist node_modules site .site.tandem .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find hooks tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
