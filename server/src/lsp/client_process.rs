//! Is the process that started the server still there?
//!
//! Usually the end of stdin tells. Where something keeps the pipe open (a shell in between, an inherited handle), the
//! `processId` of `initialize` does.

/// The client's process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientProcess {
    id: u32,
    identity: Identity,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Identity {
    /// Linux: when it was started, in clock ticks since boot. Tells a process from a later one with the same id.
    #[cfg(target_os = "linux")]
    StartTime(u64),
    /// Other Unix: it is our parent, so we get another parent when it ends.
    #[cfg(all(unix, not(target_os = "linux")))]
    Parent,
}

impl ClientProcess {
    /// Takes note of a process. `None` if it cannot be seen from here: it runs in another container or machine, or the
    /// system has no way to tell.
    pub fn find(id: u32) -> Option<ClientProcess> {
        let identity = identity(id)?;
        Some(ClientProcess { id, identity })
    }

    /// Whether it still runs.
    pub fn is_alive(&self) -> bool {
        identity(self.id).is_some_and(|identity| identity == self.identity)
    }
}

#[cfg(target_os = "linux")]
fn identity(id: u32) -> Option<Identity> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // `id (name) state ppid …`: the name may hold blanks and brackets, the start time is field 22
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let is_dead = matches!(fields.next(), None | Some("Z" | "X"));
    let start_time = fields.nth(18)?.parse().ok()?;
    (!is_dead).then_some(Identity::StartTime(start_time))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn identity(id: u32) -> Option<Identity> {
    (std::os::unix::process::parent_id() == id).then_some(Identity::Parent)
}

#[cfg(not(unix))]
fn identity(_id: u32) -> Option<Identity> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_seen_until_it_ends() {
        let own = ClientProcess::find(std::process::id()).expect("this process runs");
        assert!(own.is_alive());

        let mut child = std::process::Command::new("cat")
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("cat is everywhere");
        let seen = ClientProcess::find(child.id()).expect("it has just been started");
        assert!(seen.is_alive());
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        assert!(!seen.is_alive());
    }

    #[test]
    fn a_process_that_is_not_there_is_not_watched() {
        assert_eq!(ClientProcess::find(u32::MAX), None);
    }
}
