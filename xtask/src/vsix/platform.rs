//! The platforms a package can be made for.

/// A platform, by its two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// Rust's name.
    pub triple: &'static str,
    /// VS Code's name, which the package carries: VS Code refuses one for another platform.
    pub vscode: &'static str,
    /// What its programs begin with, and where in the file and how the processor is said.
    pub program: Program,
}

/// How a program file says what it runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// ELF, with `e_machine`.
    Elf(u16),
    /// Mach-O, 64 bits, with `cputype`.
    MachO(u32),
    /// PE, with `Machine`.
    Pe(u16),
}

const fn platform(triple: &'static str, vscode: &'static str, program: Program) -> Platform {
    Platform {
        triple,
        vscode,
        program,
    }
}

/// Every platform. A `musl` program is static and runs on every Linux of its processor.
const ALL: &[Platform] = &[
    platform("x86_64-unknown-linux-musl", "linux-x64", Program::Elf(0x3e)),
    platform(
        "aarch64-unknown-linux-musl",
        "linux-arm64",
        Program::Elf(0xb7),
    ),
    platform("x86_64-unknown-linux-gnu", "linux-x64", Program::Elf(0x3e)),
    platform(
        "aarch64-unknown-linux-gnu",
        "linux-arm64",
        Program::Elf(0xb7),
    ),
    platform(
        "x86_64-apple-darwin",
        "darwin-x64",
        Program::MachO(0x0100_0007),
    ),
    platform(
        "aarch64-apple-darwin",
        "darwin-arm64",
        Program::MachO(0x0100_000c),
    ),
    platform("x86_64-pc-windows-msvc", "win32-x64", Program::Pe(0x8664)),
    platform("x86_64-pc-windows-gnu", "win32-x64", Program::Pe(0x8664)),
];

impl Platform {
    /// The one with this name of Rust's.
    pub fn of(triple: &str) -> Result<Platform, String> {
        let known = ALL.iter().find(|platform| platform.triple == triple);
        known.copied().ok_or_else(|| {
            let names: Vec<&str> = ALL.iter().map(|platform| platform.triple).collect();
            format!(
                "`{triple}` is no platform of ours; they are {}",
                names.join(", ")
            )
        })
    }

    /// The one this program runs on.
    pub fn here() -> Result<Platform, String> {
        let system = match std::env::consts::OS {
            "macos" => "darwin",
            "windows" => "win32",
            other => other,
        };
        let processor = match std::env::consts::ARCH {
            "x86_64" => "x64",
            "aarch64" => "arm64",
            other => other,
        };
        let name = format!("{system}-{processor}");
        let known = ALL.iter().find(|platform| platform.vscode == name);
        known
            .copied()
            .ok_or_else(|| format!("there is no package for {name}"))
    }

    /// Whether programs for it run here.
    pub fn is_here(self) -> bool {
        Platform::here().is_ok_and(|here| here.vscode == self.vscode)
    }

    /// The file name of the server.
    pub fn server(self) -> &'static str {
        match self.program {
            Program::Pe(_) => "fyml.exe",
            Program::Elf(_) | Program::MachO(_) => "fyml",
        }
    }
}

impl Program {
    /// What this file is, if it is a program.
    pub fn of(file: &[u8]) -> Option<Program> {
        let two = |at: usize| Some(u16::from_le_bytes(file.get(at..at + 2)?.try_into().ok()?));
        let four = |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?));
        if file.starts_with(b"\x7fELF") {
            return two(18).map(Program::Elf);
        }
        if four(0)? == 0xfeed_facf {
            return four(4).map(Program::MachO);
        }
        if file.starts_with(b"MZ") {
            let header = usize::try_from(four(0x3c)?).ok()?;
            let is_pe = file.get(header..)?.starts_with(b"PE\0\0");
            return if is_pe {
                two(header + 4).map(Program::Pe)
            } else {
                None
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machines_programs_are_recognised() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let here = Platform::here().unwrap();
        assert_eq!(Program::of(&own), Some(here.program));
        assert!(here.is_here());
    }

    #[test]
    fn what_is_no_program_is_said() {
        for text in ["", "#!/bin/sh\n", "MZ", "\x7fELF"] {
            assert_eq!(Program::of(text.as_bytes()), None, "{text:?}");
        }
        assert!(Platform::of("sparc-sun-solaris").is_err());
    }
}
