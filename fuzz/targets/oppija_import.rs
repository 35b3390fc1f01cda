//! Bodies of `PUT /oppija`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::oppija_import(bytes));
