//! Answers of the population register.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::register_answer(bytes));
