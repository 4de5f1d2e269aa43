//! Arguments in, exit code out. Everything else is in the library.

use std::process::ExitCode;

/// Memory that is freed goes back to the system: glibc's allocator keeps what thousands of open pages had for as long as the process runs.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    chit::cli::main()
}
