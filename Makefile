# Each target is one line that a person could type; each sees to the set-up first.
.PHONY: setup run test interop check bench soak mutants promises package requirements

setup:
	@packaging/bootstrap.sh

# Opens the window; with no display it plays a whole checkout off screen and takes pictures of it.
run: setup
	@packaging/run.sh

# A file of tests goes to one core as a whole: what its tests share is made once. What needs the
# browser's engine or the keyring to itself comes after.
test: setup
	@packaging/run-tests.sh -m "not alone" -n auto --dist loadfile --no-loadscope-reorder
	@packaging/run-tests.sh -m alone

# Needs the network once, for Amazon's own SDK; make test never does.
interop: setup
	@packaging/interop.sh

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python packaging/promises.py check

bench: setup
	.venv/bin/python -m bench

# Kills, cuts and fills for long what make test does shortly.
soak: setup
	.venv/bin/python -m soak

# Breaks signing, sending and their like in a thousand small ways, and says what no test noticed.
mutants: setup
	@packaging/mutants.sh

# Writes docs/promises.md: every row, the tests that show it, and what came of them.
promises: setup
	@packaging/promises.sh

package: setup
	@packaging/package.sh

# Pins the newest versions that fit pyproject.toml, for every system and Python.
requirements: setup
	@packaging/pin.sh
