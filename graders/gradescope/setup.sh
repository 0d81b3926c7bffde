#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: Rust, the harness, and what submissions are
# compiled against. The file `exercise` says what they are held against.
set -euo pipefail
cd "${AUTOGRADER:-/autograder}/source"

apt-get update
apt-get install --yes curl gcc
curl --proto '=https' --tlsv1.2 --fail --silent https://sh.rustup.rs |
    sh -s -- -y --no-modify-path --profile minimal --default-toolchain none
export PATH="$HOME/.cargo/bin:$PATH"

cargo build --release --bin harness
# The first grade builds what submissions are compiled against, whatever comes of it.
echo 'fn main() {}' >/tmp/nothing.rs
target/release/harness grade /tmp/nothing.rs --as "$(cat exercise)" || [ $? -eq 1 ]
