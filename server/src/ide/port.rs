//! Moving the service to another cloud, from `provider.name`.

use fyml_schema::{Cloud, Lang};

use super::doc::Doc;
use crate::analysis::Analysis;
use crate::lint::Message;
use crate::message;
use crate::port::{self, Counts, Port};
use crate::syntax::Span;

/// Moves the service to `to`.
///
/// # Errors
/// See [`port::port`].
pub fn port(analysis: &Analysis, to: Cloud) -> Result<Port, Message> {
    port::port(&analysis.context(), to)
}

/// The moves that are offered at `span`: to every other cloud at `provider.name`, none elsewhere.
pub fn ports_at(analysis: &Analysis, span: Span) -> Vec<Port> {
    if !is_at_name(analysis, span) {
        return Vec::new();
    }
    let context = analysis.context();
    port::targets()
        .filter(|cloud| Some(*cloud) != context.cloud)
        .filter_map(|cloud| port::port(&context, cloud).ok())
        .collect()
}

/// What the action is called.
pub fn port_title(port: &Port) -> Message {
    let to = port.to.name();
    let Counts {
        lost, needs_you, ..
    } = port.counts();
    if port.counts().is_free() {
        return message!(
            "Move this service to {to} (nothing is lost)",
            "把这个服务迁移到 {to}（没有丢失）"
        );
    }
    message!(
        "Move this service to {to} ({lost} lost, {needs_you} need you)",
        "把这个服务迁移到 {to}（丢失 {lost} 处，需确认 {needs_you} 处）"
    )
}

/// What other clouds would make of the service, for a hover.
pub(super) fn add_portability(doc: Doc, analysis: &Analysis, lang: Lang) -> Doc {
    let clouds = port::portability(analysis);
    if clouds.is_empty() {
        return doc;
    }
    let lines = clouds
        .iter()
        .map(|cloud| port::summary(cloud).get(lang).to_owned());
    let title = message!(
        "Moving this service elsewhere:",
        "把这个服务迁移到其他平台："
    );
    doc.paragraph(title.get(lang)).list(lines.collect())
}

/// Whether `span` touches `provider.name`, key or value.
fn is_at_name(analysis: &Analysis, span: Span) -> bool {
    let name = analysis.service().provider().get("name");
    name.is_some_and(|name| name.span().overlaps(span) || name.span().touches(span.start))
}
