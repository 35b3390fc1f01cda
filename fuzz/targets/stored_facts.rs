//! Facts of every type, without an envelope around them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::stored_facts(bytes));
