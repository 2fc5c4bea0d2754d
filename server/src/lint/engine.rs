//! Runs the rules over a document: over all of it, or, after an edit, over what the edit may have changed for them.

use std::collections::HashSet;
use std::sync::Arc;

use fyml_schema::{Cloud, DeployPath};

use super::cache::{Known, Last, Place, Round};
use super::found::{self, BlockProblems, ByBlock, Found, InBlock};
use super::rule::CheckNumber;
use super::structure::{self, Rules};
use super::{
    Cache, Check, FunctionContext, Number, Part, Problem, Project, Rule, ServiceContext, Settings,
    Sink, numbers, rules,
};
use crate::cores;
use crate::model::{Function, Memberships, Service};
use crate::syntax::Document;

/// All problems of a document, in the order of the text. What is suppressed by comments or settings is left out.
pub fn lint(document: &Document, settings: &Settings, project: &Project) -> Vec<Problem> {
    lint_again(document, settings, project, &mut Cache::default()).problems(document)
}

/// The same, keeping what was found for the next version of the document.
pub fn lint_again(
    document: &Document,
    settings: &Settings,
    project: &Project,
    cache: &mut Cache,
) -> Found {
    cache.be_under(settings, project);
    if let Some(mut last) = cache.last.take()
        && let Some(found) = after(&mut last, document, settings, project)
    {
        cache.last = Some(last);
        return found;
    }
    let (found, last) = anew(document, settings, project, cache);
    cache.last = Some(last);
    found
}

/// As many bytes as are checked while somebody waits.
const SHORT: usize = 32 * 1024;

/// Whether [`lint_again`] need look at little: the document is short, or all that has happened since the version before
/// are edits inside functions that change nobody's place in an aggregation.
pub fn is_quick(
    document: &Document,
    settings: &Settings,
    project: &Project,
    cache: &Cache,
) -> bool {
    if document.text().len() <= SHORT {
        return true;
    }
    let last = cache.last.as_ref();
    let last = last.filter(|_| cache.is_under(settings, project));
    let Some(renewed) = last.and_then(|last| renewed_functions(&last.document, document)) else {
        return false;
    };
    let concerns_members = renewed.iter().any(|(_, before, now)| {
        let parts = Part::differing(*before, *now);
        parts.iter().any(|part| Part::OF_MEMBERS.contains(part))
    });
    !concerns_members || Service::of(document).aggregations().is_empty()
}

/// The functions that were edited since the version before, with the number of their block: as they were, and as they
/// are. `None` if more than that was edited.
fn renewed_functions<'d>(
    last: &'d Document,
    document: &'d Document,
) -> Option<Vec<(u32, Function<'d>, Function<'d>)>> {
    let renewed = document.renewed_since(last)?;
    let section = Service::of(document).functions().entry()?;
    let section_before = Service::of(last).functions().entry()?;
    let renewed = renewed.into_iter().map(|number| {
        let now = document.only_entry(number, section)?;
        let before = last.only_entry(number, section_before)?;
        Some((number, Function::of(before), Function::of(now)))
    });
    renewed.collect()
}

/// How many functions are checked before what was found is put away: lists of all of them would take more room than
/// all that is kept.
const AT_ONCE: usize = 1_024;

/// Runs everything, but for functions whose problems are known.
fn anew(
    document: &Document,
    settings: &Settings,
    project: &Project,
    cache: &mut Cache,
) -> (Found, Last) {
    let context = ServiceContext::of(document, settings, project);
    let active = Active::of(&context);
    let service = active.service();
    let service = service.map(|(rule, check)| (rule, run(rule, check, &context)));
    let service = service.collect();
    let checks = active.function_checks(&context);
    let mut round = cache.begin(document.placed_count() as usize);
    let mut own: Vec<Vec<InBlock>> = vec![Vec::new(); document.placed_count() as usize];
    let mut unknown = Vec::new();
    let mut places = Vec::new();
    let mut dependent = Vec::new();
    let look = |unknown: &mut Vec<_>,
                places: &mut Vec<(Place, usize)>,
                round: &mut Round<'_>,
                own: &mut [Vec<InBlock>]| {
        let found = checks.of_all(unknown);
        unknown.clear();
        for ((place, number), found) in places.drain(..).zip(found) {
            let found = in_block(found, place.start(), settings);
            round.keep(place, &found);
            own[number].extend(found);
        }
    };
    let mut known = Known::of(context.shared);
    for function in context.service.functions().iter() {
        if unknown.len() >= AT_ONCE {
            look(&mut unknown, &mut places, &mut round, &mut own);
        }
        known = known.or(context.of_function(&function.name()));
        let function_context = known.context;
        let number = function.entry().key.block() as usize;
        let place = Place::of(document, function, known);
        match place.filter(|_| number < own.len()) {
            None => dependent.push(function.entry().id()),
            Some(place) => match round.known(place) {
                Some(known) => own[number].extend(known),
                None => {
                    unknown.push((function, function_context));
                    places.push((place, number));
                }
            },
        }
    }
    look(&mut unknown, &mut places, &mut round, &mut own);
    round.end();
    let mut last = Last {
        document: document.clone(),
        decisions: Arc::clone(context.memberships.decisions()),
        shared: context.shared,
        service,
        own: ByBlock::new(own.into_iter().map(joined).collect()),
        dependent,
        routes: None,
    };
    let found = together(&last, &context, &active, &checks);
    last.routes = context.routes.into_inner();
    (found, last)
}

/// The problems of one function, settled among themselves, as seen from its block.
fn in_block(mut found: Vec<Problem>, start: u32, settings: &Settings) -> Option<InBlock> {
    found::finish(&mut found, &HashSet::new(), settings);
    let relative = found
        .iter()
        .map(|problem| problem.moved(|span| span.relative_to(start)));
    BlockProblems::of(relative)
}

fn joined(mut found: Vec<InBlock>) -> Option<InBlock> {
    match found.len() {
        0 | 1 => found.pop(),
        _ => {
            let all = found.iter().flat_map(|found| found.iter().cloned());
            BlockProblems::of(all)
        }
    }
}

/// Runs what edits inside functions may have changed, and keeps all else of the version before. `None`, and nothing is
/// done, if they may have changed more than that can tell.
fn after(
    last: &mut Last,
    document: &Document,
    settings: &Settings,
    project: &Project,
) -> Option<Found> {
    let before = last.document.clone();
    let renewed = renewed_functions(&before, document)?;
    let service = Service::of(document);
    let differing = renewed
        .iter()
        .map(|(_, before, now)| Part::differing(*before, *now));
    let parts: Vec<Part> = differing.flatten().collect();
    let memberships = match parts.iter().any(|part| Part::OF_MEMBERS.contains(part)) {
        true => Memberships::of(service),
        false => Memberships::known(service, Arc::clone(&last.decisions)),
    };
    let context = ServiceContext::with(document, settings, project, memberships);
    if *context.memberships.decisions() != last.decisions || context.shared != last.shared {
        return None;
    }
    let numbers: Vec<u32> = renewed.iter().map(|(number, ..)| *number).collect();
    if let Some(mut routes) = last.routes.take() {
        for (_, before, now) in &renewed {
            routes.remove(*before);
            routes.add(*now);
        }
        let _ = context.routes.set(routes); // nobody has asked for them yet
    }
    let active = Active::of(&context);
    let mut known = last.service.iter().peekable();
    let mut service = Vec::new();
    for (rule, check) in active.service() {
        // both go through the rules in one order
        let known = known.next_if(|(known, _)| std::ptr::eq(*known, rule));
        let stands = |read: &[Part]| !read.iter().any(|part| parts.contains(part));
        let known = known.filter(|_| rule.check.parts().is_some_and(stands));
        let moved = known.and_then(|(_, problems)| last.moved(problems, &numbers, document));
        service.push((rule, moved.unwrap_or_else(|| run(rule, check, &context))));
    }
    let checks = active.function_checks(&context);
    for (number, _, now) in &renewed {
        let found = checks.of(*now, &context.of_function(&now.name()));
        let start = document.placed(*number).start;
        let found = in_block(found, start, settings);
        last.own.set(*number, found);
    }
    last.service = service;
    let found = together(last, &context, &active, &checks);
    last.decisions = Arc::clone(context.memberships.decisions());
    last.routes = context.routes.into_inner();
    last.document = document.clone();
    Some(found)
}

fn run(
    rule: &'static Rule,
    check: fn(&ServiceContext<'_>, &mut Sink<'_>),
    context: &ServiceContext<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    check(context, &mut Sink::new(rule, &mut problems));
    problems
}

/// What was found, with what follows from more than one block.
fn together(
    last: &Last,
    context: &ServiceContext<'_>,
    active: &Active,
    checks: &FunctionChecks,
) -> Found {
    let service = last.service.iter().flat_map(|(_, problems)| problems);
    let mut others: Vec<Problem> = service.cloned().collect();
    structure::check_service(context.service, context.cloud, &checks.shapes, &mut others);
    checks.of_numbers(numbers::of_service(context), context.path, &mut others);
    let dependent = last.dependent.iter().map(|id| {
        let function = Function::of(id.of(context.document));
        (function, context.of_function(&function.name()))
    });
    let dependent: Vec<_> = dependent.collect();
    others.extend(checks.of_all(&dependent).into_iter().flatten());
    let ran = |rule: &Rule| active.rules.iter().any(|one| std::ptr::eq(*one, rule));
    Found::of(last.own.clone(), others, context, &ran)
}

/// The rules that have anything to say about a service's cloud and under the user's settings.
struct Active {
    rules: Vec<&'static Rule>,
}

impl Active {
    fn of(context: &ServiceContext<'_>) -> Active {
        Active {
            rules: rules::all().filter(|rule| applies(rule, context)).collect(),
        }
    }

    /// Those about the whole service.
    fn service(
        &self,
    ) -> impl Iterator<Item = (&'static Rule, fn(&ServiceContext<'_>, &mut Sink<'_>))> {
        let rules = self.rules.iter();
        rules.filter_map(|rule| Some((*rule, rule.check.service()?)))
    }

    fn function_checks(&self, context: &ServiceContext<'_>) -> FunctionChecks {
        let functions = self.rules.iter();
        let shapes = self.rules.iter().filter_map(|rule| match rule.check {
            Check::Shape(shape) => Some((shape, *rule)),
            _ => None,
        });
        let numbers = self.rules.iter().filter_map(|rule| match rule.check {
            Check::Number(check) => Some((*rule, check)),
            _ => None,
        });
        FunctionChecks {
            numbers: numbers.collect(),
            rules: functions
                .filter_map(|rule| Some((*rule, rule.check.function()?)))
                .collect(),
            shapes: Rules {
                all: shapes.collect(),
            },
            cloud: context.cloud,
        }
    }
}

fn applies(rule: &Rule, context: &ServiceContext<'_>) -> bool {
    let in_cloud = rule.clouds.is_empty()
        || context
            .cloud
            .is_some_and(|cloud| rule.clouds.contains(&cloud));
    in_cloud && context.settings.allows(rule.code)
}

type CheckFunction = fn(Function<'_>, &FunctionContext, &mut Sink);

/// Everything that looks at one function.
struct FunctionChecks {
    rules: Vec<(&'static Rule, CheckFunction)>,
    numbers: Vec<(&'static Rule, CheckNumber)>,
    shapes: Rules,
    cloud: Option<Cloud>,
}

impl FunctionChecks {
    /// For so many functions a thread is worth its start.
    const WORTH_A_THREAD: usize = 64;
    /// So many functions are looked at side by side.
    const TOGETHER: usize = 16;

    /// The problems of each function. Functions know nothing of each other, so all cores can work.
    fn of_all(&self, functions: &[(Function<'_>, FunctionContext)]) -> Vec<Vec<Problem>> {
        let threads = functions.len() / FunctionChecks::WORTH_A_THREAD;
        let some: Vec<_> = functions.chunks(FunctionChecks::TOGETHER).collect();
        let found = cores::map(&some, threads, |functions| self.of_some(functions));
        found.into_iter().flatten().collect()
    }

    /// The same on this thread. Each rule goes over all these functions before the next one does: the program's own
    /// code then is read from memory less often.
    fn of_some(&self, functions: &[(Function<'_>, FunctionContext)]) -> Vec<Vec<Problem>> {
        let looked: Vec<_> = functions
            .iter()
            .map(|(function, _)| function.look())
            .collect();
        let functions = functions.iter().zip(&looked);
        let functions: Vec<_> = functions
            .map(|((function, context), looked)| (function.knowing(looked), context))
            .collect();
        let mut found: Vec<Vec<Problem>> = vec![Vec::new(); functions.len()];
        for (rule, check) in &self.rules {
            for ((function, context), problems) in functions.iter().zip(&mut found) {
                check(*function, context, &mut Sink::new(rule, problems));
            }
        }
        for ((function, context), problems) in functions.iter().zip(&mut found) {
            let numbers = numbers::of_function(*function, context);
            self.of_numbers(numbers, context.path, problems);
            structure::check_function(*function, self.cloud, &self.shapes, problems);
        }
        found
    }

    /// What the rules about numbers find.
    fn of_numbers<'d>(
        &self,
        numbers: impl IntoIterator<Item = Number<'d>>,
        path: Option<DeployPath>,
        problems: &mut Vec<Problem>,
    ) {
        let Some(path) = path.filter(|_| !self.numbers.is_empty()) else {
            return;
        };
        for number in numbers {
            for (rule, check) in &self.numbers {
                check(&number, path, &mut Sink::new(rule, problems));
            }
        }
    }

    fn of(&self, function: Function<'_>, context: &FunctionContext) -> Vec<Problem> {
        let mut found = self.of_some(&[(function, *context)]);
        found.pop().unwrap_or_default()
    }
}
