//! Runs the rules over a document.

use std::collections::HashSet;

use fyml_schema::Cloud;

use super::cache::Place;
use super::structure::{self, Rules};
use super::{
    Cache, Check, FunctionContext, Problem, Project, Rule, ServiceContext, Settings, Sink, rules,
    suppress,
};
use crate::model::Function;
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

    let mut round = cache.begin(settings, project);
    let mut unknown = Vec::new();
    for function in context.service.functions().iter() {
        let function_context = context.of_function(&function.name());
        let place = Place::of(document, function, function_context);
        if !place.is_some_and(|place| round.known(place, &mut problems)) {
            unknown.push((function, function_context, place));
        }
    }
    let checks = FunctionChecks {
        rules: active
            .iter()
            .filter_map(|rule| Some((*rule, rule.check.function()?)))
            .collect(),
        shapes,
        cloud: context.cloud,
    };
    for ((_, _, place), found) in unknown.iter().zip(checks.of_all(&unknown)) {
        if let Some(place) = place {
            round.keep(*place, &found);
        }
        problems.extend(found);
    }
    round.end();
    finish(problems, &context)
}

type CheckFunction = fn(Function<'_>, &FunctionContext, &mut Sink);
type Unknown<'d> = (Function<'d>, FunctionContext, Option<Place<'d>>);

/// Everything that looks at one function.
struct FunctionChecks {
    rules: Vec<(&'static Rule, CheckFunction)>,
    shapes: Rules,
    cloud: Option<Cloud>,
}

impl FunctionChecks {
    /// From so many functions on, another thread is worth its start.
    const WORTH_A_THREAD: usize = 64;

    /// The problems of each function. Functions know nothing of each other, so all cores can work.
    fn of_all(&self, functions: &[Unknown<'_>]) -> Vec<Vec<Problem>> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.min(functions.len() / FunctionChecks::WORTH_A_THREAD);
        if threads < 2 {
            return functions.iter().map(|function| self.of(function)).collect();
        }
        let share = functions.len().div_ceil(threads);
        std::thread::scope(|scope| {
            let workers: Vec<_> = functions
                .chunks(share)
                .map(|chunk| scope.spawn(|| chunk.iter().map(|f| self.of(f)).collect::<Vec<_>>()))
                .collect();
            let joined = workers.into_iter().zip(functions.chunks(share));
            // A rule that panics there panics again here, where the caller can catch it.
            let found = joined.map(|(worker, chunk)| {
                worker
                    .join()
                    .unwrap_or_else(|_| chunk.iter().map(|f| self.of(f)).collect())
            });
            found.flatten().collect()
        })
    }

    fn of(&self, (function, context, _): &Unknown<'_>) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (rule, check) in &self.rules {
            check(*function, context, &mut Sink::new(rule, &mut problems));
        }
        structure::check_function(*function, self.cloud, &self.shapes, &mut problems);
        problems
    }
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
