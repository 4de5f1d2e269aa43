# The commands that people type, as names for the scripts that do them. `just` lists them.

_list:
    @just --list --unsorted

# Try it: a pay link, its QR code and a sign-in link, and serve; no money moves
run:
    cargo run --release -- demo

# Run every test, or those of a suite (unit, it, survival, browser, peers) by a part of their name; installs what they need on Debian
test *what:
    tests/run {{ what }}

# Formatting, lints, documentation and licences, warnings denied
lint:
    tests/lint

# Look for statements that break the readers of statements: so many mutated samples of each format, and as many sent to a running service
mutate count="20000":
    CHIT_MUTATIONS={{ count }} cargo test --lib mutated_samples
    CHIT_MUTATIONS={{ count }} cargo test --test it mutated_files

# Measure speed, as ratios, in half an hour
bench:
    cargo bench --bench load

# Documentation of the code, in target/doc
docs:
    cargo doc --locked --no-deps --document-private-items

# Known faults of dependencies; asks a database on the internet
advisories:
    cargo deny check advisories

# Pictures of every page, in tests/browser/shots (after `just test`, which installs what it needs)
shots:
    cargo build
    cd tests/browser && node --test shots.test.js
