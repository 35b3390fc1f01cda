//! Bodies of `POST /yleistunniste/hae`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oppijaloki_tests::outside_input::look_up(bytes));
