//! Runs the rules over a document.

use std::collections::HashSet;

use super::structure::{self, Rules};
use super::{
    Cache, Check, Problem, Project, Rule, ServiceContext, Settings, Sink, rules, suppress,
};
use crate::syntax::{Document, Span};

/// All problems of a document, in the order of the text. What is suppressed by comments or settings is left out.
pub fn lint(document: &Document, settings: &Settings, project: &Project) -> Vec<Problem> {
    lint_again(document, settings, project, &mut Cache::default())
}

/// The same, keeping what was found in each function for the next version of the document.
pub fn lint_again(
    document: &Document,
    settings: &Settings,
    project: &Project,
    cache: &mut Cache,
) -> Vec<Problem> {
    let context = ServiceContext::of(document, settings, project);
    let active: Vec<&'static Rule> = rules::all()
        .filter(|rule| applies(rule, &context))
        .collect();
    let mut problems = Vec::new();
    for rule in &active {
        if let Some(check) = rule.check.service() {
            check(&context, &mut Sink::new(rule, &mut problems));
        }
    }
    let shapes = shape_rules(&active);
    structure::check_service(context.service, context.cloud, &shapes, &mut problems);

    let of_functions: Vec<_> = active
        .iter()
        .filter_map(|rule| Some((*rule, rule.check.function()?)))
        .collect();
    let mut round = cache.begin(settings, project);
    for function in context.service.functions().iter() {
        let function_context = context.of_function(&function.name());
        let check = |problems: &mut Vec<Problem>| {
            for (rule, check) in &of_functions {
                check(function, &function_context, &mut Sink::new(rule, problems));
            }
            structure::check_function(function, context.cloud, &shapes, problems);
        };
        match document.own_block(function.entry()) {
            Some(block) => {
                let at = function.entry().key.span().start;
                round.function(block, at, function_context, &mut problems, check);
            }
            None => check(&mut problems),
        }
    }
    round.end();
    finish(problems, &context)
}

fn shape_rules(active: &[&'static Rule]) -> Rules {
    let shape = |rule: &&'static Rule| match rule.check {
        Check::Shape(shape) => Some((shape, *rule)),
        _ => None,
    };
    Rules {
        all: active.iter().filter_map(shape).collect(),
    }
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
    sort(&mut problems);
    problems
        .dedup_by(|a, b| a.rule.code == b.rule.code && a.span == b.span && a.message == b.message);
    yield_to_rules(&mut problems);
    let ran = |rule: &Rule| applies(rule, context);
    suppress::apply(&mut problems, context.document, settings, &ran);
    sort(&mut problems); // it may have added some
    problems
}

/// In the order of the text. `code` comes last, so that equal places have one order whatever rule ran first.
fn sort(problems: &mut [Problem]) {
    problems
        .sort_by(|a, b| (a.span, b.severity, a.rule.code).cmp(&(b.span, a.severity, b.rule.code)));
}

/// A rule that knows what will happen says more than the schema: where both speak of one place, the schema is silent.
fn yield_to_rules(problems: &mut Vec<Problem>) {
    let is_shape = |problem: &Problem| matches!(problem.rule.check, Check::Shape(_));
    let told: Vec<_> = problems
        .iter()
        .filter(|p| !is_shape(p))
        .map(|p| p.span)
        .collect();
    let settled: HashSet<Span> = problems
        .iter()
        .filter(|p| !is_shape(p))
        .flat_map(|p| p.settled.iter().copied())
        .collect();
    problems.retain(|problem| {
        !is_shape(problem)
            || !settled.contains(&problem.span) && {
                // `told` is sorted by start; what overlaps begins before this one ends
                let end = told.partition_point(|span| span.start <= problem.span.end);
                !told[..end]
                    .iter()
                    .rev()
                    .take(64)
                    .any(|span| span.overlaps(problem.span))
            }
    });
}
