//! Runs the rules over a document.

use super::{Check, Problem, Project, Rule, ServiceContext, Settings, Sink, rules, suppress};
use crate::syntax::Document;

/// All problems of a document, in the order of the text. What is suppressed by comments or settings is left out.
pub fn lint(document: &Document, settings: &Settings, project: &Project) -> Vec<Problem> {
    let context = ServiceContext::of(document, settings, project);
    let mut problems = Vec::new();
    for rule in rules::all().filter(|rule| applies(rule, &context)) {
        let mut sink = Sink::new(rule, &mut problems);
        match rule.check {
            Check::Service(check) => check(&context, &mut sink),
            Check::Function(check) => {
                for function in context.service.functions().iter() {
                    check(function, &context.of_function(&function.name()), &mut sink);
                }
            }
        }
    }
    finish(problems, &context)
}

/// Whether a rule has anything to say about this cloud and under these settings.
fn applies(rule: &Rule, context: &ServiceContext) -> bool {
    let in_cloud = rule.clouds.is_empty()
        || context
            .cloud
            .is_some_and(|cloud| rule.clouds.contains(&cloud));
    in_cloud && context.settings.allows(rule.code)
}

fn finish(mut problems: Vec<Problem>, context: &ServiceContext) -> Vec<Problem> {
    let settings = context.settings;
    for problem in &mut problems {
        problem.severity = settings.severity(problem.rule.code, problem.severity);
    }
    let ran = |rule: &Rule| applies(rule, context);
    suppress::apply(&mut problems, context.document, settings, &ran);
    // `code` last, so that equal places have one order whatever rule ran first
    problems
        .sort_by(|a, b| (a.span, b.severity, a.rule.code).cmp(&(b.span, a.severity, b.rule.code)));
    problems
        .dedup_by(|a, b| a.rule.code == b.rule.code && a.span == b.span && a.message == b.message);
    problems
}
