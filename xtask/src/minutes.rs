//! `--minutes N`

/// How many minutes the rest of a command line asks for.
///
/// # Errors
/// If it says something else.
pub fn of(arguments: &[&str], usually: u64) -> Result<u64, String> {
    match arguments {
        [] => Ok(usually),
        ["--minutes", number] => number
            .parse()
            .map_err(|_| format!("{number} is no number of minutes")),
        other => Err(format!(
            "{} is not understood: --minutes N",
            other.join(" ")
        )),
    }
}
