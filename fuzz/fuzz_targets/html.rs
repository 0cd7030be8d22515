#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| findling_fuzz::read_file("a.html", bytes));
