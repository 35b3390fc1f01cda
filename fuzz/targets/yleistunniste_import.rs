//! Bodies of `PUT /yleistunniste`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::yleistunniste_import(bytes));
