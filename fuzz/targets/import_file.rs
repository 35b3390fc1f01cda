//! CSV and JSON files of `oppijaloki import`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::import_file(bytes));
