//! Events as a journal gives them back: the envelope, and the facts in it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::stored_event(bytes));
