//! What the server says on stderr.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Sends log lines to stderr: warnings and errors, or what the environment variable `FYML_LOG` asks for
/// (`debug`, `fyml=trace,warn`). A panic becomes one such line.
pub fn start() {
    let wanted = std::env::var("FYML_LOG")
        .ok()
        .and_then(|wanted| wanted.parse::<Targets>().ok());
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    let started = tracing_subscriber::registry()
        .with(wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN)))
        .with(lines)
        .try_init();
    if started.is_err() {
        // Somebody else in this process already listens, a test for example.
        return;
    }
    std::panic::set_hook(Box::new(|panic| tracing::error!("internal error: {panic}")));
}
