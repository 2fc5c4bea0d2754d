//! Real editors, headless, with the real server and the real `f`: what their users see.
//!
//! Where an editor is missing and this runs as root on Debian, it is installed.

#![cfg(unix)]
#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use fyml_tests::{binary, toolchain};

/// A script of tests/editors/.
fn script(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("editors")
        .join(name);
    path.to_string_lossy().into_owned()
}

/// Whether a program can be started.
fn starts(program: &str) -> bool {
    let version = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Whether Emacs finds a library, among its own or where Debian keeps packages.
fn emacs_has(library: &str) -> bool {
    let find = format!(
        r#"(progn
             (dolist (root '("/usr/share/emacs/site-lisp/elpa-src" "/usr/share/emacs/site-lisp/elpa"))
               (when (file-directory-p root)
                 (dolist (folder (directory-files root t "\\`[a-z]"))
                   (add-to-list 'load-path folder))))
             (kill-emacs (if (locate-library "{library}") 0 1)))"#
    );
    let emacs = Command::new("emacs")
        .args(["-Q", "--batch", "--eval", &find])
        .status();
    emacs.is_ok_and(|status| status.success())
}

/// Sees to it that an editor with its plugin is there.
fn install(is_there: impl Fn() -> bool, packages: &[&str]) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _installing = ONE_AT_A_TIME.lock().expect("nobody panics holding it");
    if is_there() {
        return;
    }
    let apt = |arguments: &[&str]| {
        let apt = Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null())
            .status();
        apt.is_ok_and(|status| status.success())
    };
    let install = [
        &["install", "-y", "-q", "--no-install-recommends"],
        packages,
    ]
    .concat();
    let is_installed = apt(&install) || (apt(&["update", "-q"]) && apt(&install));
    assert!(
        is_installed && is_there(),
        "this test needs Debian's packages {0}; `apt-get install {0}` as root brings them",
        packages.join(" ")
    );
}

/// The release server where the whole run has built one (`cargo xtask test`), else the one under test everywhere.
fn server() -> PathBuf {
    let release = std::env::var_os("FYML_RELEASE").map(PathBuf::from);
    let server = release.unwrap_or_else(|| binary().to_path_buf());
    println!("editors: with {}", server.display());
    server
}

/// Runs an editor with a fresh project and gives what it printed.
fn run(program: &str, arguments: &[&str]) -> String {
    let project = toolchain::project();
    let file = project.join("f.yml");
    let text = fs::read_to_string(&file).expect("it is there");
    // one mistake with a repair
    fs::write(&file, text.replace("nodejs20", "nodejs10")).expect("it is ours");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(&project)
        .env("FYML_FILE", &file)
        .env("FYML_SERVER", server())
        .env("HOME", &project)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("it is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}:\n{text}\n{errors}");
    text
}

/// Asserts that one line begins so and contains this.
fn assert_said(printed: &str, name: &str, words: &str) {
    let is_said = printed.lines().any(|line| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.contains(words))
    });
    assert!(is_said, "no `{name}` with `{words}` in:\n{printed}");
}

#[test]
fn neovim_shows_completes_repairs_and_runs_a_lens() {
    install(|| starts("nvim"), &["neovim"]);
    let luafile = format!("luafile {}", script("neovim.lua"));
    let printed = run("nvim", &["--headless", "-u", "NONE", "-c", &luafile]);
    assert_said(&printed, "diagnostic: ", "aliyun-runtime-retired line 5");
    assert_said(&printed, "hover: ", "runtime");
    assert_said(&printed, "completion: ", "nodejs20");
    assert_said(&printed, "after the action: ", "runtime: nodejs20");
    assert_said(&printed, "lens: ", "▶ invoke timer");
    assert_said(&printed, "message: ", "✓ invoke tick");
    assert_said(&printed, "message: ", "\"payload\":\"wake\"");
}

#[test]
fn emacs_with_eglot_shows_completes_repairs_and_runs_a_command() {
    install(|| emacs_has("eglot"), &["emacs-nox", "elpa-eglot"]);
    let printed = run("emacs", &["-Q", "--batch", "-l", &script("eglot.el")]);
    assert_said(&printed, "diagnostic: ", "nodejs10");
    assert_said(&printed, "hover: ", "nodejs10");
    assert_said(&printed, "completion: ", "nodejs20");
    assert_said(&printed, "action: ", "fyml: ▶ dev server");
    assert_said(&printed, "after the action: ", "runtime: nodejs20");
    assert_said(&printed, "result: ", ":payload wake");
    assert_said(&printed, "result: ", "There is no function `nope`");
}

#[test]
fn emacs_with_lsp_mode_shows_repairs_and_runs_a_command() {
    install(|| emacs_has("lsp-mode"), &["emacs-nox", "elpa-lsp-mode"]);
    let printed = run("emacs", &["-Q", "--batch", "-l", &script("lsp-mode.el")]);
    assert_said(&printed, "diagnostic: ", "aliyun-runtime-retired line 5");
    assert_said(&printed, "hover: ", "nodejs10");
    assert_said(&printed, "lens: ", "▶ invoke timer");
    assert_said(&printed, "action: ", "fyml: ▶ dev server");
    assert_said(&printed, "after the action: ", "runtime: nodejs20");
    assert_said(&printed, "result: ", "\"payload\":\"wake\"");
}

#[test]
fn vim_with_ale_shows_problems_and_hovers() {
    let ale = Path::new("/usr/share/vim-ale/plugin/ale.vim");
    install(|| starts("vim") && ale.is_file(), &["vim", "vim-ale"]);
    let script = script("ale.vim");
    let printed = run("vim", &["-es", "-u", "NONE", "-i", "NONE", "-S", &script]);
    assert_said(&printed, "diagnostic: ", "aliyun-runtime-retired line 5");
    assert_said(&printed, "hover: ", "runtime");
}
