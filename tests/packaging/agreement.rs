//! Comparing, and counting what agrees.

use fyml::deploy::{self, Value, json};
use fyml::lint::{Settings, Severity, lint};
use fyml::model::{Function, Service};
use fyml::syntax::Document;
use fyml_schema::{Cloud, DeployPath};
use serde_json::Value as Json;

use crate::ask::{Answer, ask};
use crate::excuse::{self, Seen};
use crate::generate::{Care, Sample};
use crate::share::{Failures, Share, say};

#[derive(Default)]
struct Agreement {
    folds: Share,
    outputs: Share,
    stops: Share,
    throws: Share,
    losses: Share,
    errors: Share,
    folded: usize,
    /// Documents that stop because of what is not in them.
    elsewhere: usize,
    failures: Failures,
}

/// Compares what packaging makes of these documents, and what is said about them, with the real thing; all must agree.
pub fn check(what: &str, samples: &[Sample]) {
    run(what, samples, true);
}

/// The same, without what is said: public files are judged in a test of their own.
pub fn check_outputs(what: &str, samples: &[Sample]) {
    run(what, samples, false);
}

fn run(what: &str, samples: &[Sample], judge: bool) {
    let mut agreement = Agreement::default();
    for (sample, answer) in samples.iter().zip(ask(samples)) {
        let Some(paths) = paths(&answer) else {
            continue;
        };
        if depends_on_more(&answer) {
            agreement.elsewhere += 1;
            continue;
        }
        agreement.compare(sample, &answer, paths);
        // JavaScript's own names: nobody calls a function so, and no rule knows them
        if judge && !sample.text.contains("__proto__") {
            agreement.judge(sample, &answer, paths[0].1);
        }
    }
    agreement.report(what, samples.len());
}

/// The ways that packaging works for, by their names in the answer; the one that is judged comes first. None without a
/// cloud: no plugin is loaded.
fn paths(answer: &Answer) -> Option<&'static [(&'static str, DeployPath)]> {
    let name = answer.spec["provider"]["name"].as_str()?;
    match Cloud::from_name(name)? {
        Cloud::Aliyun => Some(&[
            ("component", DeployPath::ServerlessDevs),
            ("template", DeployPath::Fun),
        ]),
        Cloud::Tencent => Some(&[("tencent", DeployPath::Tencent)]),
        Cloud::Vercel => Some(&[("vercel", DeployPath::Vercel)]),
        _ => None,
    }
}

/// Whether packaging stops because of what is not in the file: a plugin's code; the source, which may declare a
/// handler.
fn depends_on_more(answer: &Answer) -> bool {
    let thrown = answer.thrown.as_deref().unwrap_or_default();
    let has_starter = !answer.spec["provider"]["starter"].is_null();
    thrown.contains("load local plugin") || has_starter && thrown.contains("'split'")
}

impl Agreement {
    fn compare(&mut self, sample: &Sample, answer: &Answer, paths: &[(&str, DeployPath)]) {
        let text = deploy::interpolate(&sample.text, |name| sample.variable(name));
        let variables = sample.variables.iter();
        let user_defined: Vec<(String, String)> = variables
            .filter_map(|(name, value)| {
                Some((name.strip_prefix("UDEV_")?.to_owned(), value.clone()))
            })
            .collect();
        let file = deploy::value(&Document::new(&text));
        // decorators may bring the handler that is missing here
        let has_decorators = !answer.spec["provider"]["starter"].is_null();
        for (name, path) in paths {
            let ours = file
                .clone()
                .and_then(|file| deploy::hand_over(&file, *path, has_decorators, &user_defined));
            if let Some(thrown) = &answer.thrown {
                self.stops.count(ours.is_err());
                if let Ok(ours) = ours {
                    let ours = json::compact(&ours);
                    let what = format!("{path:?} stops:\n  theirs {thrown}\n  ours   {ours:?}");
                    self.failures.add(sample, what);
                }
                continue;
            }
            let is_same = ours
                .as_ref()
                .is_ok_and(|ours| as_json(ours) == answer.outputs[name]);
            self.outputs.count(is_same);
            if !is_same {
                let theirs = &answer.outputs[name];
                let ours = ours.map(|ours| json::compact(&ours));
                let what = format!("{path:?} output:\n  theirs {theirs}\n  ours   {ours:?}");
                self.failures.add(sample, what);
            }
        }
        if answer.thrown.is_none() {
            let ours = file
                .and_then(|file| deploy::fold(&file))
                .map(|file| functions(&file));
            let is_same = ours.as_ref().is_ok_and(|ours| *ours == answer.functions);
            self.folds.count(is_same);
            self.folded += usize::from(answer.functions != answer.spec["functions"]);
            if !is_same {
                let theirs = &answer.functions;
                let what = format!("folding:\n  theirs {theirs}\n  ours   {ours:?}");
                self.failures.add(sample, what);
            }
        }
    }

    fn judge(&mut self, sample: &Sample, answer: &Answer, path: DeployPath) {
        let with_values = deploy::interpolate(&sample.text, |name| {
            sample.variable(name).or(Some("unset".to_owned()))
        });
        let document = Document::new(&sample.text);
        let settings = Settings::default();
        let problems = lint(&document, &settings, &excuse::project());
        let errors: Vec<_> = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .collect();
        if let Some(thrown) = &answer.thrown {
            // a folder in a handler's name may be there: that is a warning
            let least = match thrown.contains("ENOENT") {
                true => Severity::Warning,
                false => Severity::Error,
            };
            let is_flagged = |document: &Document| {
                lint(document, &settings, &excuse::project())
                    .iter()
                    .any(|problem| problem.severity >= least)
            };
            // nobody can know a variable's value beforehand
            let is_flagged = is_flagged(&document) || is_flagged(&Document::new(&with_values));
            self.throws.count(is_flagged);
            if !is_flagged {
                self.failures
                    .add(sample, format!("{path:?} no error, but thrown: {thrown}"));
            }
            return;
        }
        for (name, index) in &answer.lost {
            let function = function_of(sample, &document, name);
            let event = function.and_then(|function| function.events().iter().nth(*index));
            let is_flagged = event.is_some_and(|event| {
                problems.iter().any(|problem| {
                    let is_there = problem.span.overlaps(event.node().span());
                    problem.severity >= Severity::Warning
                        && (is_there || SAYS_GONE.contains(&problem.rule.code))
                })
            });
            self.losses.count(is_flagged);
            if !is_flagged {
                self.failures.add(
                    sample,
                    format!("{path:?} lost without a problem: {name} {index}"),
                );
            }
        }
        let seen = Seen {
            spec: &answer.spec,
            entry: answer.syntax.as_deref(),
            built: answer.outputs[name_of(path)].clone(),
            component: answer.outputs["component"].clone(),
        };
        for error in errors {
            let code = error.rule.code;
            let is_true = sample.care != Care::Right
                && (excuse::is_true(code, &sample.text, &seen, path) || is_fold(code, answer));
            self.errors.count(is_true);
            if !is_true {
                let what = format!("{path:?} false error {code}: {}", error.message.en);
                self.failures.add(sample, what);
            }
        }
    }

    fn report(self, what: &str, documents: usize) {
        let what = format!("packaging, {what}");
        say(
            &what,
            &[
                ("outputs equal to the real ones", &self.outputs),
                ("functions folded alike", &self.folds),
                ("stops foreseen", &self.stops),
                ("throws reported as errors", &self.throws),
                ("lost events with a problem", &self.losses),
                ("errors that are true", &self.errors),
            ],
        );
        println!(
            "{what}: {documents} documents, functions were folded in {}; {} depend on more than the file",
            self.folded, self.elsewhere
        );
        self.failures.assert_none();
    }
}

/// Rules that say that whole functions are replaced.
const SAYS_GONE: &[&str] = &["aggregation-name-clash", "deploy-type-replaces-functions"];

/// Whether an error about folding is true.
fn is_fold(code: &str, answer: &Answer) -> bool {
    let spec = &answer.spec;
    let mut aggregations = spec["aggregation"].as_object().into_iter().flatten();
    match code {
        // the code of a function is gone
        "aggregation-name-clash" => {
            aggregations.any(|(name, _)| spec["functions"].get(name).is_some())
        }
        // not even reached: deploying ended at a function before it
        "aliyun-function-name" | "aliyun-http-alone" => {
            let count = |value: &Json| value.as_object().map_or(0, serde_json::Map::len);
            let inputs = answer.outputs["component"].as_array().map_or(0, Vec::len);
            inputs < count(&answer.functions)
        }
        "deploy-type-replaces-functions" => !answer.lost.is_empty(),
        // serverless-tencent-scf reads `events.length` of every function
        "aggregation-without-members" => aggregations
            .any(|(name, _)| answer.outputs["tencent"]["functions"][name]["events"].is_null()),
        // the plugin does not ask for the starter that the entry of an application requires
        "deploy-type-starter" => {
            !spec["deployType"].is_null() && !spec["provider"]["starter"].is_null()
        }
        _ => false,
    }
}

fn name_of(path: DeployPath) -> &'static str {
    match path {
        DeployPath::ServerlessDevs => "component",
        DeployPath::Fun => "template",
        DeployPath::Tencent => "tencent",
        _ => "vercel",
    }
}

fn as_json(value: &Value) -> Json {
    let text = json::compact(value);
    text.map_or(Json::Null, |text| {
        serde_json::from_str(&text).expect("it is JSON")
    })
}

/// `functions` after folding.
fn functions(file: &Value) -> Json {
    as_json(file.get("functions"))
}

/// The function that the toolchain knows by this name, after it has replaced variables.
fn function_of<'d>(sample: &Sample, document: &'d Document, name: &str) -> Option<Function<'d>> {
    let is_it = |function: &Function| {
        deploy::interpolate(&function.name(), |variable| sample.variable(variable)) == name
    };
    Service::of(document).functions().iter().find(is_it)
}
