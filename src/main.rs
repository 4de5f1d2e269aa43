//! The `chit` binary: runs the library's command line and returns its exit code.

use std::process::ExitCode;

/// jemalloc returns freed memory to the system; glibc's allocator keeps what thousands of open pages needed for as long as the process
/// runs.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    chit::cli::main()
}
