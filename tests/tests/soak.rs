//! A short soak in every run; `cargo xtask soak` is the long one.

#![cfg(target_os = "linux")] // the process is looked at through /proc

use std::time::Duration;

use fyml_tests::binary;
use fyml_tests::soak::{DOCUMENTS, work};

#[test]
fn nothing_is_left_behind() {
    let report = work(binary(), Duration::from_secs(20));
    let (first, last) = match report.samples.as_slice() {
        [first, .., last] => (*first, *last),
        samples => panic!("{samples:?}"),
    };
    println!("{report:#?}");
    assert!(report.edits > DOCUMENTS, "{report:?}");
    assert_eq!(last.children, 0, "{report:?}");
    // what a question or a run opens is closed; two at once may be in flight
    assert!(last.descriptors <= first.descriptors + 4, "{report:?}");
    assert!(last.threads <= first.threads + 8, "{report:?}");
}
