//! Comparing, and counting what agrees.

use std::collections::BTreeMap;

use fyml::deploy::{self, json};
use fyml::lint::{Problem, Project, Settings, Severity, lint};
use fyml::model::Service;
use fyml::syntax::{Document, Span};
use fyml_schema::{Cloud, DeployPath};

use crate::ask::{Answer, Build, Dropped, ask};
use crate::excuse;
use crate::generate::{Care, Sample};

/// A share of what should agree.
#[derive(Default)]
struct Share {
    good: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, is_good: bool) {
        self.good += usize::from(is_good);
        self.all += 1;
    }

    fn percent(&self) -> f64 {
        if self.all == 0 {
            100.0
        } else {
            self.good as f64 * 100.0 / self.all as f64
        }
    }
}

#[derive(Default)]
struct Agreement {
    builds: Share,
    throws: Share,
    drops: Share,
    crowded: Share,
    errors: Share,
    right: usize,
    failures: Vec<(usize, String)>,
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
        if judge {
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
    fn fail(&mut self, sample: &Sample, what: String) {
        self.failures.push((
            sample.text.len(),
            format!("{what}\n--- {:?}\n{}", sample.variables, sample.text),
        ));
    }

    fn compare(&mut self, sample: &Sample, build: &Build) {
        let variable = |name: &str| {
            let found = sample.variables.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone())
        };
        let text = deploy::interpolate(&sample.text, variable);
        let user_defined: Vec<(String, String)> = sample
            .variables
            .iter()
            .filter_map(|(name, value)| {
                Some((name.strip_prefix("UDEV_")?.to_owned(), value.clone()))
            })
            .collect();
        let ours = deploy::value(&Document::new(&text)).and_then(|file| {
            deploy::build(&file, build.path, build.version, &user_defined)
                .expect("the path has a builder")
        });
        let is_same = match (&ours, &build.output) {
            (Ok(ours), Ok(theirs)) => json::compact(ours) == *theirs,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        self.builds.count(is_same);
        if !is_same {
            let ours = ours.map(|value| json::compact(&value));
            self.fail(
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
            use_fun: matches!(way, Way::AliyunUseFun),
            ..Settings::default()
        };
        let problems = lint(&document, &settings, &Project::default());
        let errors: Vec<&Problem> = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .collect();
        let thrown = way
            .paths()
            .iter()
            .find_map(|path| answer.reference(*path).as_ref().err());
        let is_nothing = matches!(answer.reference(way.deployed()), Ok(None));
        if thrown.is_some() || is_nothing {
            self.throws.count(!errors.is_empty());
            if errors.is_empty() {
                self.fail(sample, format!("{way:?} no error, but thrown: {thrown:?}"));
            }
            return;
        }
        for dropped in answer.dropped(way.deployed()) {
            let is_flagged = place_of(&document, dropped).is_some_and(|place| {
                problems.iter().any(|problem| {
                    problem.severity >= Severity::Warning && problem.span.overlaps(place)
                })
            });
            self.drops.count(is_flagged);
            if !is_flagged {
                self.fail(
                    sample,
                    format!("{way:?} dropped without a problem: {dropped:?}"),
                );
            }
        }
        for name in answer.crowded(way.deployed()) {
            let function = Service::of(&document)
                .function(name)
                .map(|function| function.entry().span());
            let is_flagged = function.is_some_and(|place| {
                problems.iter().any(|problem| {
                    problem.span.overlaps(place)
                        && excuse::SAYS_CROWDED.contains(&problem.rule.code)
                })
            });
            self.crowded.count(is_flagged);
            if !is_flagged {
                self.fail(sample, format!("{way:?} a trigger of `{name}` takes the place of another, without a problem"));
            }
        }
        for error in errors {
            let is_true = sample.care != Care::Right
                && excuse::is_true(error.rule.code, &sample.text, answer, way.deployed());
            self.errors.count(is_true);
            if !is_true {
                self.fail(
                    sample,
                    format!(
                        "{way:?} false error {}: {}",
                        error.rule.code, error.message.en
                    ),
                );
            }
        }
    }

    fn report(mut self, what: &str, documents: usize) {
        for (name, share) in [
            ("outputs equal to the builder's", &self.builds),
            ("throws reported as errors", &self.throws),
            ("dropped triggers with a problem", &self.drops),
            ("crowded functions with a problem", &self.crowded),
            ("errors that are true", &self.errors),
        ] {
            println!(
                "oracle, {what}: {:.1} % {name} ({} of {})",
                share.percent(),
                share.good,
                share.all
            );
        }
        println!(
            "oracle, {what}: {documents} documents, {} of them all right",
            self.right
        );
        self.failures.sort();
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for (_, text) in &self.failures {
            let kind = text.split(':').next().unwrap_or_default().to_owned();
            *kinds.entry(kind).or_default() += 1;
        }
        let shortest: Vec<String> = self
            .failures
            .iter()
            .take(12)
            .map(|(_, text)| text.clone())
            .collect();
        assert!(
            shortest.is_empty(),
            "{} disagreements {kinds:#?}, the shortest:\n{}",
            self.failures.len(),
            shortest.join("\n================\n")
        );
    }
}

fn place_of(document: &Document, dropped: &Dropped) -> Option<Span> {
    let function = Service::of(document).function(&dropped.function)?;
    let event = function.events().iter().get(dropped.event).copied()?;
    match &dropped.key {
        None if event.node().span().is_empty() => Some(function.events().entry()?.span()),
        None => Some(event.node().span()),
        Some(key) => {
            let trigger = event
                .triggers()
                .into_iter()
                .find(|trigger| trigger.name() == *key)?;
            Some(trigger.entry().span())
        }
    }
}
