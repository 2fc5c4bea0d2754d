//! Runs, from the command of an editor to the program and back.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

mod editor;
mod fake;
#[cfg(unix)]
mod gone;
#[cfg(unix)]
mod leftovers;
mod offers;
mod real;
