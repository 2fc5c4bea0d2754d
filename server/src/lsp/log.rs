//! What the server says on stderr.

use tracing_subscriber::EnvFilter;

/// Sends log lines to stderr: warnings and errors, or what the environment variable `FYML_LOG` asks for
/// (`debug`, `fyml=trace`). A panic becomes one such line.
pub fn start() {
    let filter =
        EnvFilter::try_from_env("FYML_LOG").unwrap_or_else(|_| EnvFilter::new("warn,fyml=warn"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
    if started.is_err() {
        // Somebody else in this process already listens, a test for example.
        return;
    }
    std::panic::set_hook(Box::new(|panic| tracing::error!("internal error: {panic}")));
}
