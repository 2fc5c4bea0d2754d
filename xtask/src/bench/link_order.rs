//! `cargo xtask link-order`: which functions an ordinary session of the release program runs, for the linker to put
//! side by side.
//!
//! The kernel maps a program's file in pieces of 64 KB around each place that is used. Functions that are used, strewn
//! over 11 MB of those that aren't, bring nearly all of it into memory; side by side they are a third. Callgrind says
//! which run; their names, without the hash that changes with every compiler, become a linker script
//! (`server/link-order.ld`) which `server/build.rs` hands to the linker of release builds. A name that is gone matches
//! nothing, a new function lands among the others: the file can be old without being wrong.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::client::Client;
use super::subject;
use super::text::Change;
use crate::programs;
use crate::release;
use crate::steps::{Outcome, root, run as step, target};

const SCRIPT: &str = "server/link-order.ld";
const EXAMPLE: &str = "examples/todo-list";

/// Builds the release program with its symbols, watches it check and edit the example, and writes the linker script.
pub fn run() -> Outcome {
    programs::need("watching which functions run", &[("valgrind", "valgrind")])?;
    let (mut build, program) = release::command();
    build.env("CARGO_PROFILE_RELEASE_STRIP", "none");
    step("release binary with symbols", &mut build)?;
    let folder = target().join("bench/link-order");
    let _ = fs::remove_dir_all(&folder); // what earlier runs saw
    let seen = fs::create_dir_all(&folder)
        .map_err(|error| error.to_string())
        .and_then(|()| watch(&program, &folder))
        .and_then(|()| names(&folder))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    fs::write(root().join(SCRIPT), script(&seen)).map_err(|error| format!("{SCRIPT}: {error}"))?;
    println!("{SCRIPT}: {} functions", seen.len());
    Ok(())
}

/// What most people do most of the time.
fn watch(program: &Path, folder: &Path) -> Outcome {
    let status = callgrind(&folder.join("check"))
        .arg(program)
        .args(["check", EXAMPLE])
        .stdout(Stdio::null())
        .current_dir(root())
        .status();
    status.map_err(|error| format!("valgrind: {error}"))?;
    let mut command = callgrind(&folder.join("session"));
    command.arg(program).arg("server");
    let file = root().join(EXAMPLE).join("f.yml");
    let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let mut client = Client::start_command(command, &subject::fyml())?;
    let (mut open, ..) = client.open("example", &text)?;
    for line in 0..u32::try_from(text.lines().count()).unwrap_or(u32::MAX) {
        let key = (line, 2);
        client.timed("textDocument/hover", &open, key)?;
        client.timed("textDocument/completion", &open, key)?;
    }
    client.timed_symbols(&open)?;
    client.change(&mut open, &Change::insert((0, 0), "x"))?;
    client.change(&mut open, &Change::delete((0, 0), (0, 1)))?;
    client.stop()
}

fn callgrind(out: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--quiet", "--demangle=no"]);
    command.arg(format!("--callgrind-out-file={}", out.display()));
    command
}

/// The functions that callgrind saw, as patterns of their mangled names.
fn names(folder: &Path) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        names.extend(text.lines().filter_map(function).filter_map(pattern));
    }
    if names.is_empty() {
        return Err("callgrind saw no function: is the program stripped?".to_owned());
    }
    Ok(names)
}

/// The name in a line `fn=(1) name` or `cfn=(1) name'2`; it is written where it is first met, `fn=(1)` after that.
fn function(line: &str) -> Option<&str> {
    let named = line.strip_prefix("cfn=").or(line.strip_prefix("fn="))?;
    let (_, name) = named.split_once(") ")?;
    let recursion = name.find('\'').unwrap_or(name.len());
    name.get(..recursion)
}

/// A pattern for a function's name, with what changes from compiler to compiler left open: the hash at the end of the
/// usual names, those of crates in the newer ones (`_R`), which the standard library has. `None` for what has no name.
fn pattern(name: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_.$".contains(c);
    if name.starts_with("0x") || !name.chars().all(is_plain) {
        return None;
    }
    if name.starts_with("_ZN") {
        let hash = name.rfind("17h")?;
        return Some(format!("{}17h*", name.get(..hash)?));
    }
    // what the optimizer made of a function is the function, a number and sometimes `llvm` behind it
    let name = name.split('.').next()?;
    if !name.starts_with("_R") {
        return Some(name.to_owned());
    }
    let mut parts = name.split("Cs");
    let mut open = parts.next()?.to_owned();
    for part in parts {
        match part.split_once('_') {
            Some((_, rest)) => open.extend(["Cs*_", rest]),
            None => open.extend(["Cs", part]),
        }
    }
    open.push('*');
    Some(open)
}

fn script(patterns: &BTreeSet<String>) -> String {
    let mut text = "/* Functions of an ordinary session, side by side. Written by `cargo xtask link-order`. */\n\
                    SECTIONS {\n  .text.session : {\n"
        .to_owned();
    for pattern in patterns {
        // what the compiler holds to be run seldom has sections of its own; writing to a string cannot fail
        let _ = writeln!(text, "    *(.text.{pattern} .text.unlikely.{pattern})");
    }
    text + "  }\n}\nINSERT BEFORE .text;\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_definitions_and_calls() {
        assert_eq!(function("fn=(12) main"), Some("main"));
        assert_eq!(function("cfn=(3) walk'2"), Some("walk"));
        assert_eq!(function("cfn=(3)"), None);
        assert_eq!(function("calls=1 2"), None);
    }

    #[test]
    fn hashes_stay_open_and_nameless_functions_out() {
        assert_eq!(
            pattern("_ZN4fyml4lint4lint17h0123456789abcdefE.llvm.12").as_deref(),
            Some("_ZN4fyml4lint4lint17h*")
        );
        assert_eq!(
            pattern("_RNvNtNtCs5fs1WLzF9oP_4core3fmt5write").as_deref(),
            Some("_RNvNtNtCs*_4core3fmt5write*")
        );
        assert_eq!(
            pattern("ts_parser_parse").as_deref(),
            Some("ts_parser_parse")
        );
        assert_eq!(pattern("0x00000000005241b0"), None);
        assert_eq!(pattern("(below main)"), None);
    }

    #[test]
    fn the_script_is_inserted_before_the_rest() {
        let script = script(&BTreeSet::from(["_ZN1a17h*".to_owned()]));
        let line = "    *(.text._ZN1a17h* .text.unlikely._ZN1a17h*)\n";
        assert!(script.contains(line), "{script}");
        assert!(script.ends_with("INSERT BEFORE .text;\n"), "{script}");
    }
}
