//! What the system's allocator is told.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// From so many bytes on a piece of memory is given back as soon as it is free.
const SETTING: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "131072");

/// Lets glibc give back what a build frees. By itself it keeps pieces up to the largest one that was
/// freed before, with gaps between them: a quarter more memory for 10,000 pages. It reads this
/// setting when a program starts and at no other time, so the process starts the program again;
/// where that fails, or the setting is there, nothing happens.
pub(crate) fn give_back() {
    let (name, value) = SETTING;
    if env::var_os(name).is_some() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        let _ = Command::new(program).args(env::args_os().skip(1)).env(name, value).exec();
    }
}
