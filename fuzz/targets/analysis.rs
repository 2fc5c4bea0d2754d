#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fyml_tests::fuzzing::analysis(bytes));
