//! Tells the linker of release builds which functions to put side by side: see `cargo xtask link-order`.

use std::env::var;

fn main() {
    const SCRIPT: &str = "link-order.ld";
    println!("cargo:rerun-if-changed={SCRIPT}");
    let is = |name: &str, value: &str| var(name).is_ok_and(|now| now == value);
    // The linkers of Linux's GNU tool chain take such a script; others were not tried. Debug builds are linked often
    // and for a moment's use.
    let linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if linux
        && is("PROFILE", "release")
        && let Ok(folder) = var("CARGO_MANIFEST_DIR")
    {
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{folder}/{SCRIPT}");
    }
}
