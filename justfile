# The commands that people type, as names for the scripts that do them. `just` lists them.

_list:
    @just --list --unsorted

# Try it: a pay link, its QR code and a sign-in link, and serve; no money moves
run:
    cargo run --release -- demo

# Run every test; installs what they need on Debian
test:
    tests/run

# Formatting and lints, warnings denied
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings

# Measure speed, as ratios, in half an hour
bench:
    cargo bench --bench load

# Documentation of the code, in target/doc
docs:
    cargo doc --locked --no-deps

# Pictures of every page, in tests/browser/shots (after `just test`, which installs what it needs)
shots:
    cargo build
    cd tests/browser && node --test shots.test.js
