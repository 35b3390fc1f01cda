//! Texts taken for hetus.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::hetu(bytes));
