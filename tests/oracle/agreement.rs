//! Comparing, and counting what agrees.

use fyml::deploy::{self, json};
use fyml::lint::{Problem, Settings, Severity, lint};
use fyml::model::{Function, Service};
use fyml::syntax::{Document, Span};
use fyml_schema::{Cloud, DeployPath};

use crate::ask::{Answer, Build, Dropped, ask};
use crate::excuse::{self, Seen};
use crate::generate::{Care, Sample};
use crate::share::{Failures, Share, say};

/// Rules that say that one trigger of a function takes the place of another.
const SAYS_CROWDED: &[&str] = &[
    "aliyun-http-twice",
    "aliyun-trigger-name-duplicate",
    "tencent-one-http",
    "tencent-one-timer",
    // none of these is ever created
    "tencent-bucket-name",
    "tencent-queue-never-created",
];

/// The rule that says that a function has no trigger at all, whatever is written.
const SAYS_ALL_DROPPED: &str = "tencent-function-without-trigger";

#[derive(Default)]
struct Agreement {
    builds: Share,
    throws: Share,
    drops: Share,
    crowded: Share,
    errors: Share,
    right: usize,
    /// Documents that throw because of the value of a variable.
    by_variable: usize,
    failures: Failures,
}

/// Compares builds and judgements of these documents with the real ones; all must agree.
pub fn check(what: &str, samples: &[Sample]) {
    run(what, samples, true);
}

/// Compares builds only: public files are judged in a test of their own.
pub fn check_builds(what: &str, samples: &[Sample]) {
    run(what, samples, false);
}

fn run(what: &str, samples: &[Sample], judge: bool) {
    let mut agreement = Agreement::default();
    for (sample, answer) in samples.iter().zip(ask(samples)) {
        agreement.right += usize::from(sample.care == Care::Right);
        for build in &answer.builds {
            agreement.compare(sample, build);
        }
        // JavaScript's own names: nobody calls a function so, and no rule knows them
        if judge && !sample.text.contains("__proto__") {
            for way in ways(&sample.text) {
                agreement.judge(sample, &answer, way);
            }
        }
    }
    agreement.report(what, samples.len());
}

/// A way to a cloud, as somebody who checks a file has chosen it.
#[derive(Debug, Clone, Copy)]
enum Way {
    Aliyun,
    AliyunUseFun,
    Tencent,
}

fn ways(text: &str) -> &'static [Way] {
    let document = Document::new(text);
    match Service::of(&document).provider().cloud() {
        Some(Cloud::Aliyun) => &[Way::Aliyun, Way::AliyunUseFun],
        Some(Cloud::Tencent) => &[Way::Tencent],
        // without a provider no builder is asked, but the file is still judged
        _ => &[Way::Aliyun],
    }
}

impl Way {
    /// The builders that run; the last one's output is deployed.
    fn paths(self) -> &'static [DeployPath] {
        match self {
            // packaging writes the template too
            Way::Aliyun => &[DeployPath::Fun, DeployPath::ServerlessDevs],
            Way::AliyunUseFun => &[DeployPath::Fun],
            Way::Tencent => &[DeployPath::Tencent],
        }
    }

    fn deployed(self) -> DeployPath {
        match self {
            Way::Aliyun => DeployPath::ServerlessDevs,
            Way::AliyunUseFun => DeployPath::Fun,
            Way::Tencent => DeployPath::Tencent,
        }
    }
}

impl Agreement {
    fn compare(&mut self, sample: &Sample, build: &Build) {
        let text = deploy::interpolate(&sample.text, |name| sample.variable(name));
        let user_defined: Vec<(String, String)> = sample
            .variables
            .iter()
            .filter_map(|(name, value)| {
                Some((name.strip_prefix("UDEV_")?.to_owned(), value.clone()))
            })
            .collect();
        let ours = deploy::value(&Document::new(&text))
            .and_then(|file| deploy::build(&file, build.path, build.version, &user_defined));
        let is_same = match (&ours, &build.output) {
            (Ok(ours), Ok(theirs)) => json::compact(ours) == *theirs,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        self.builds.count(is_same);
        if !is_same {
            let ours = ours.map(|value| json::compact(&value));
            self.failures.add(
                sample,
                format!(
                    "{:?} {:?}:\n  ours   {ours:?}\n  theirs {:?}",
                    build.version, build.path, build.output
                ),
            );
        }
    }

    fn judge(&mut self, sample: &Sample, answer: &Answer, way: &Way) {
        let document = Document::new(&sample.text);
        let settings = Settings {
            use_fun: Some(matches!(way, Way::AliyunUseFun)),
            ..Settings::default()
        };
        let problems = lint(&document, &settings, &excuse::project());
        let errors_with_values: Vec<Problem>;
        let mut errors: Vec<&Problem> = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .collect();
        let thrown = way
            .paths()
            .iter()
            .find_map(|path| answer.reference(*path).as_ref().err())
            // with a starter, decorators may bring the handler that is missing here
            .or(answer
                .entry
                .as_ref()
                .filter(|_| answer.spec["provider"]["starter"].is_null()));
        let is_nothing = matches!(answer.reference(way.deployed()), Ok(None));
        if thrown.is_some() || is_nothing {
            // nobody can know a variable's value beforehand; with the value in its place the error must be there
            if errors.is_empty() && sample.text.contains("${env.") {
                let text = deploy::interpolate(&sample.text, |name| {
                    sample.variable(name).or(Some("unset".to_owned()))
                });
                let problems = lint(&Document::new(&text), &settings, &excuse::project());
                self.by_variable += 1;
                errors_with_values = problems
                    .into_iter()
                    .filter(|problem| problem.severity == Severity::Error)
                    .collect();
                errors = errors_with_values.iter().collect();
            }
            self.throws.count(!errors.is_empty());
            if errors.is_empty() {
                self.failures
                    .add(sample, format!("{way:?} no error, but thrown: {thrown:?}"));
            }
            return;
        }
        for dropped in answer.dropped(way.deployed()) {
            let place = function_of(sample, &document, &dropped.function);
            let is_flagged = place.is_some_and(|function| {
                let trigger = place_of(function, dropped);
                problems.iter().any(|problem| match problem.rule.code {
                    SAYS_ALL_DROPPED => problem.span.overlaps(function.entry().span()),
                    _ => {
                        problem.severity >= Severity::Warning
                            && trigger.is_some_and(|trigger| problem.span.overlaps(trigger))
                    }
                })
            });
            self.drops.count(is_flagged);
            if !is_flagged {
                self.failures.add(
                    sample,
                    format!("{way:?} dropped without a problem: {dropped:?}"),
                );
            }
        }
        for name in answer.crowded(way.deployed()) {
            let function =
                function_of(sample, &document, name).map(|function| function.entry().span());
            let is_flagged = function.is_some_and(|place| {
                problems.iter().any(|problem| {
                    problem.span.overlaps(place) && SAYS_CROWDED.contains(&problem.rule.code)
                })
            });
            self.crowded.count(is_flagged);
            if !is_flagged {
                self.failures
                    .add(sample, format!("{way:?} crowded without a problem: {name}"));
            }
        }
        let seen = Seen {
            spec: &answer.spec,
            entry: answer.entry.as_deref(),
            built: answer.built(way.deployed()),
            component: answer.built(DeployPath::ServerlessDevs),
        };
        for error in errors {
            let is_true = sample.care != Care::Right
                && excuse::is_true(error.rule.code, &sample.text, &seen, way.deployed());
            self.errors.count(is_true);
            if !is_true {
                self.failures.add(
                    sample,
                    format!(
                        "{way:?} false error {}: {}",
                        error.rule.code, error.message.en
                    ),
                );
            }
        }
    }

    fn report(self, what: &str, documents: usize) {
        say(
            &format!("oracle, {what}"),
            &[
                ("outputs equal to the builder's", &self.builds),
                ("throws reported as errors", &self.throws),
                ("dropped triggers with a problem", &self.drops),
                ("crowded functions with a problem", &self.crowded),
                ("errors that are true", &self.errors),
            ],
        );
        println!(
            "oracle, {what}: {documents} documents, {} of them all right; {} throw because of a variable's value only",
            self.right, self.by_variable
        );
        self.failures.assert_none();
    }
}

/// The function that the toolchain knows by this name, after it has replaced variables.
fn function_of<'d>(sample: &Sample, document: &'d Document, name: &str) -> Option<Function<'d>> {
    let is_it = |function: &Function| {
        deploy::interpolate(&function.name(), |variable| sample.variable(variable)) == name
    };
    Service::of(document).functions().iter().find(is_it)
}

fn place_of(function: Function, dropped: &Dropped) -> Option<Span> {
    let event = function.events().iter().nth(dropped.event)?;
    match &dropped.key {
        None if event.node().span().is_empty() => Some(function.events().entry()?.span()),
        None => Some(event.node().span()),
        Some(key) => {
            let mut triggers = event.triggers().into_iter();
            let trigger = triggers.find(|trigger| trigger.name() == *key)?;
            Some(trigger.entry().span())
        }
    }
}
