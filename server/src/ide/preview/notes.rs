//! What the reader of a preview has to know besides.

use crate::lint::{Message, ServiceContext, Severity, lint};
use crate::message;
use crate::syntax::Span;

/// A remark about what is handed over.
#[derive(Debug, Clone)]
pub struct Note {
    /// What it is about; `None` for the preview itself.
    pub span: Option<Span>,
    /// How bad it is.
    pub severity: Severity,
    /// The rule that found it.
    pub code: Option<&'static str>,
    /// What happens.
    pub message: Message,
}

/// Everything at warning or above that is found in the file, then what the preview leaves open.
pub(super) fn of(context: &ServiceContext) -> Vec<Note> {
    let problems = lint(context.document, context.settings, context.project);
    let found = problems
        .into_iter()
        .filter(|problem| problem.severity >= Severity::Warning);
    let mut notes: Vec<Note> = found
        .map(|problem| Note {
            span: Some(problem.span),
            severity: problem.severity,
            code: Some(problem.rule.code),
            message: problem.message,
        })
        .collect();
    notes.extend(open(context).into_iter().map(|message| Note {
        span: None,
        severity: Severity::Info,
        code: None,
        message,
    }));
    notes
}

fn open(context: &ServiceContext) -> Vec<Message> {
    let mut open = Vec::new();
    if context.document.text().to_cow().contains("${") {
        open.push(message!(
            "`${{env.NAME}}` is shown as it is written; deploying puts in the variable's value if it is set.",
            "`${{env.NAME}}` 按原样显示；部署时，已设置的环境变量会替换成它的值。"
        ));
    }
    if context.has_decorators() && context.service.deploy_type().is_none() {
        open.push(message!(
            "Functions and triggers that are declared by decorators in the source only are not shown.",
            "只在源码中用装饰器声明的函数和触发器不在其中。"
        ));
    }
    open
}
