# Everything a person or a machine does with this project. `make help` lists it.
PYTHON ?= python3
VENV := .venv/bin
ARGS ?=
MANAGE := DJANGO_SETTINGS_MODULE=config.settings.test $(VENV)/python manage.py

.PHONY: help run stop test check bench mutants demo-reset install install-dev messages

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

install:
	@$(PYTHON) supervisor/bootstrap.py requirements.lock

install-dev:
	@$(PYTHON) supervisor/bootstrap.py requirements-dev.lock

run: install ## start the product with demo data, on this machine
	@$(VENV)/python -m supervisor run

stop: ## stop it from another terminal
	@$(VENV)/python -m supervisor stop

test: install-dev ## run every test with servers of its own (ARGS="tests/unit -q" for some)
	@$(VENV)/python -m supervisor test $(ARGS)

check: install-dev ## types, lint, layers, migrations, deployment, templates, translations
	@$(VENV)/python -m supervisor check

bench: install-dev ## benchmarks: ratios, printed and written to docs/benchmarks.md
	@$(VENV)/python -m supervisor test -m bench tests/benchmarks -q -s

mutants: install-dev ## small faults in the payroll rules, and which the tests notice; hours (ARGS="loans mileage" for some files)
	@$(VENV)/python -m supervisor mutants $(ARGS)

messages: install-dev ## extract the texts and compile their Swedish (needs gettext); empty ones are to be filled in
	@$(MANAGE) makemessages -l sv --no-location --no-obsolete --no-wrap -i .venv -i var -i tests
	@$(MANAGE) compilemessages -l sv -i .venv -i var

demo-reset: install ## throw away the local data; the next run fills the demo again
	@$(VENV)/python -m supervisor reset
