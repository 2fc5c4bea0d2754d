//! `textDocument/codeAction`

use lsp_types::{CodeAction, CodeActionResponse};
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, LensContext};
use crate::lint::Problem;
use crate::lsp::convert_in;
use crate::lsp::convert_out::{FIX_ALL, Target};
use crate::lsp::refactor::Refactored;
use crate::lsp::server::Server;
use crate::lsp::session::Asked;

impl Server {
    /// Repairs of the problems at a place, comments that silence them, repairs problems that can be repaired without
    /// asking, refactorings, and the move to another cloud.
    pub async fn code_action(
        &self,
        params: convert_in::CodeAction,
    ) -> Result<Option<Vec<CodeActionResponse>>> {
        let job = self.worker.ask(move |session, cancellation| {
            let uri = &params.text_document.uri;
            let asked = session.ask_about(uri)?;
            if cancellation.is_requested() {
                return None;
            }
            let only = params.context.only.as_deref();
            let is_run = is_wanted(only, "run.fyml", true) && !asked.capabilities.code_lens;
            let lenses = is_run.then(|| session.ask_about_lenses(uri)).flatten();
            let is_refactored = REFACTORED.iter().any(|kind| is_wanted(only, kind, true));
            let refactored = is_refactored.then(|| session.ask_to_refactor(uri));
            Some(Asking {
                lenses: lenses.map(|(_, context)| context),
                refactored: refactored.flatten(),
                asked,
                params,
            })
        });
        match job.await? {
            Some(asking) => self.worker.elsewhere(move || Some(asking.actions())).await,
            None => Ok(None),
        }
    }
}

/// Everything that is needed to answer. Problems may have to be worked out, and source code to be read, so that is done
/// where it holds up nobody.
struct Asking {
    params: convert_in::CodeAction,
    asked: Asked,
    /// If runs are offered as actions.
    lenses: Option<LensContext>,
    refactored: Option<Refactored>,
}

impl Asking {
    fn actions(&self) -> Vec<CodeActionResponse> {
        let asked = &self.asked;
        let target = asked.target();
        let text = asked.analysis.text();
        let span = self.params.range.span(text, asked.capabilities.encoding);
        let only = self.params.context.only.as_deref();
        let mut actions: Vec<CodeActionResponse> = Vec::new();
        let refactored = self.refactored.iter();
        let refactored: Vec<CodeAction> = refactored
            .flat_map(|refactored| refactored.actions(span, |kind| is_wanted(only, kind, true)))
            .collect();
        if is_wanted(only, "quickfix", true) {
            for (problem, fix) in ide::fixes_at(&asked.analysis, span) {
                let is_only =
                    problem.only_repair().is_some() && !repairs(&refactored, problem, target);
                let action = target.quick_fix(problem, fix, asked.version, is_only);
                actions.push(action.into());
            }
            for (problem, fix) in ide::ignores_at(&asked.analysis, span) {
                actions.push(target.quick_fix(problem, &fix, asked.version, false).into());
            }
        }
        if is_wanted(only, "refactor.rewrite", true) {
            for port in ide::ports_at(&asked.analysis, span) {
                actions.push(target.port_action(&port, asked.version).into());
            }
        }
        if is_wanted(only, "source.fixAll.fyml", false) {
            let edits = ide::fix_all(&asked.analysis);
            if !edits.is_empty() {
                let all = CodeAction {
                    title: ide::FIX_ALL_TITLE.get(asked.lang).to_owned(),
                    kind: Some(FIX_ALL),
                    edit: Some(target.edit(edits.iter(), asked.version)),
                    ..CodeAction::default()
                };
                actions.push(all.into());
            }
        }
        if let Some(context) = &self.lenses {
            let lenses = ide::run_actions(&asked.analysis, context, span);
            actions.extend(lenses.iter().map(|lens| target.run_action(lens).into()));
        }
        actions.extend(refactored.into_iter().map(CodeActionResponse::from));
        // a repair before the comment that ignores what it repairs
        actions.sort_by_key(|action| match action {
            CodeActionResponse::CodeAction(action) => action.is_preferred != Some(true),
            CodeActionResponse::Command(_) => true,
        });
        actions
    }
}

/// Whether one of the refactorings repairs this problem as well.
fn repairs(refactored: &[CodeAction], problem: &Problem, target: Target) -> bool {
    let mut repaired = refactored.iter().filter_map(|it| it.diagnostics.as_ref());
    let diagnostic = target.diagnostic(problem);
    repaired.any(|all| all.contains(&diagnostic))
}

/// The kinds that refactorings have; some are also the repair of a problem.
const REFACTORED: [&str; 5] = [
    "refactor",
    "refactor.extract",
    "refactor.move",
    "refactor.rewrite",
    "quickfix",
];

/// Whether a kind is among those asked for: itself or a kind above it. Without a choice, `by_default`.
fn is_wanted(only: Option<&[String]>, kind: &str, by_default: bool) -> bool {
    let Some(only) = only else { return by_default };
    only.iter().any(|wanted| {
        let rest = kind.strip_prefix(wanted.as_str());
        wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_contain_the_kinds_below_them() {
        let wanted = |only: &[&str], kind| {
            let only: Vec<String> = only.iter().map(|&kind| kind.to_owned()).collect();
            is_wanted(Some(&only), kind, false)
        };
        assert!(wanted(&["source"], "source.fixAll.fyml"));
        assert!(wanted(&["source.fixAll"], "source.fixAll.fyml"));
        assert!(wanted(
            &["refactor", "source.fixAll.fyml"],
            "source.fixAll.fyml"
        ));
        assert!(wanted(&[""], "quickfix"));
        assert!(!wanted(&["source.fixAll.f"], "source.fixAll.fyml"));
        assert!(!wanted(&["source.fixAll.fyml.x"], "source.fixAll.fyml"));
        assert!(!wanted(&[], "quickfix"));
        assert!(is_wanted(None, "quickfix", true));
    }
}
