//! `cargo xtask hot-functions`: which functions an ordinary session runs, for the linker (server/build.rs).

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::client::Client;
use super::subject;
use super::text::Change;
use crate::programs;
use crate::steps::{Outcome, root, step};

const SCRIPT: &str = "server/hot-functions.ld";
const HEAD: &str = "\
/* Functions that an ordinary session runs, side by side in the program: the kernel brings text into memory in pieces of
   64 KB, and spread over everything they would bring in all of it. Written by `cargo xtask hot-functions`; a name that
   no longer exists does no harm, a new one costs memory until it is listed. */
SECTIONS
{
  .text.hot :
  {
";
const TAIL: &str = "  }\n}\nINSERT BEFORE .text;\n";

/// Builds the release program with its symbols, watches it, and writes the script.
pub fn write() -> Outcome {
    programs::need("watching functions", &[("valgrind", "valgrind")])?;
    let arguments = ["build", "--release", "--locked", "--package", "fyml"];
    let symbols = [
        "--config",
        "profile.release.strip=false",
        "--target-dir",
        "target/symbols",
    ];
    step(
        "release program with symbols",
        "cargo",
        &[arguments.as_slice(), &symbols].concat(),
    )?;
    let program = root().join("target/symbols/release/fyml");
    let mut names = BTreeSet::new();
    for out in [watch_check(&program)?, watch_session(&program)?] {
        let text =
            fs::read_to_string(&out).map_err(|error| format!("{}: {error}", out.display()))?;
        names.extend(functions(&text).map(|name| pattern(&name)));
    }
    let lines: String = names
        .iter()
        .map(|name| format!("    *(.text.{name})\n"))
        .collect();
    let script = [HEAD, &lines, TAIL].concat();
    fs::write(root().join(SCRIPT), script).map_err(|error| format!("{SCRIPT}: {error}"))?;
    println!("{SCRIPT}: {} functions", names.len());
    Ok(())
}

fn watch_check(program: &Path) -> Result<PathBuf, String> {
    let out = root().join("target/symbols/check.callgrind");
    let mut command = callgrind(&out, program);
    command
        .args(["check", "examples/todo-list"])
        .stdout(Stdio::null());
    let status = command.stderr(Stdio::null()).current_dir(root()).status();
    status.map_err(|error| format!("valgrind: {error}"))?;
    Ok(out)
}

fn watch_session(program: &Path) -> Result<PathBuf, String> {
    let out = root().join("target/symbols/session.callgrind");
    let path = root().join("examples/todo-list/f.yml");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut command = callgrind(&out, program);
    command.arg("server");
    let mut client = Client::start_command(command, &subject::fyml())?;
    let (mut open, ..) = client.open("example", &text)?;
    for (line, content) in text.lines().enumerate() {
        let place = (line as u32, content.len() as u32 / 2);
        client.timed("textDocument/hover", &open, place)?;
        client.timed("textDocument/completion", &open, place)?;
    }
    let end = (0, text.lines().next().map_or(0, str::len) as u32);
    client.change(&mut open, &Change::insert(end, "x"))?;
    client.change(&mut open, &Change::delete(end, (0, end.1 + 1)))?;
    client.timed_symbols(&open)?;
    client.stop()?;
    Ok(out)
}

fn callgrind(out: &Path, program: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--demangle=no", "--quiet"]);
    command.arg(format!("--callgrind-out-file={}", out.display()));
    command.arg(program);
    command
}

/// The mangled names of the program's own functions that ran. Callgrind writes a name with a number where it comes first,
/// and the number alone after that.
fn functions(profile: &str) -> impl Iterator<Item = String> {
    let mut names: HashMap<(char, &str), &str> = HashMap::new();
    let mut found = BTreeSet::new();
    let mut is_ours = false;
    for line in profile.lines() {
        let (key, rest) = line.split_once('=').unwrap_or_default();
        let kind = match key {
            "ob" | "cob" => 'o',
            "fn" | "cfn" => 'f',
            _ => continue,
        };
        let (number, name) = rest.split_once(' ').unwrap_or((rest, ""));
        if !name.is_empty() {
            names.insert((kind, number), name);
        }
        let name = names.get(&(kind, number)).copied().unwrap_or_default();
        match key {
            "ob" => is_ours = name.ends_with("/fyml"),
            "fn" if is_ours => _ = found.insert(name),
            _ => (),
        }
    }
    // `name'2` is the second level of a recursion; functions of the C run time have no section of their own
    let names = found.into_iter().map(|name| {
        let end = name.find('\'').unwrap_or(name.len());
        name[..end].to_owned()
    });
    names.filter(|name| !name.starts_with(['0', '(', '?']))
}

/// The name with a star in place of what changes with the compiler: the hash of older mangled names, the numbers of
/// crates in newer ones.
fn pattern(name: &str) -> String {
    let mut pattern = String::new();
    let mut rest = name.split(".llvm.").next().unwrap_or(name);
    if let Some(at) = rest.rfind("17h").filter(|_| rest.starts_with("_ZN")) {
        return format!("{}*", &rest[..at + 3]);
    }
    while let Some(at) = rest.find("Cs").filter(|_| name.starts_with("_R")) {
        let after = &rest[at + 2..];
        let Some(end) = after.find('_').filter(|end| *end > 5) else {
            pattern.push_str(&rest[..at + 2]);
            rest = after;
            continue;
        };
        pattern.push_str(&rest[..at + 2]);
        pattern.push('*');
        rest = &after[end..];
    }
    pattern.push_str(rest);
    pattern
}

#[cfg(test)]
mod tests {
    use super::{functions, pattern};

    #[test]
    fn what_changes_with_the_compiler_is_a_star() {
        let old = "_ZN4fyml3lsp5serve3run17h0123456789abcdefE.llvm.99";
        assert_eq!(pattern(old), "_ZN4fyml3lsp5serve3run17h*");
        let new = "_RNvMs3_NtCslNYArtu3iFV_5alloc3stre12to_lowercase";
        assert_eq!(pattern(new), "_RNvMs3_NtCs*_5alloc3stre12to_lowercase");
        assert_eq!(pattern("ts_lex"), "ts_lex");
    }

    #[test]
    fn functions_of_the_program_that_ran_are_listed() {
        let profile = "ob=(1) /lib/libc.so.6\nfn=(1) malloc\n1 2\nob=(2) /bin/fyml\nfn=(2) a'2\ncob=(1)\ncfn=(3) free\n\nfn=(4) 0x1f\nfn=(5) b\n";
        assert_eq!(functions(profile).collect::<Vec<_>>(), ["a", "b"]);
    }
}
