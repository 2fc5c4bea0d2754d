//! What a rule is.

use fyml_schema::{Cloud, DeployPath, Lang, Wording};

use super::structure::Shape;
use super::{FunctionContext, Message, Number, Part, Problem, ServiceContext, Severity};
use crate::model::Function;
use crate::syntax::Span;

/// A rule: one thing the toolchain does that an author does not expect.
#[derive(Debug)]
pub struct Rule {
    /// Its name for users: lower-case words joined by `-`. Never changes.
    pub code: &'static str,
    /// How bad a finding is, unless the finding says otherwise.
    pub severity: Severity,
    /// What it is about.
    pub group: Group,
    /// Where it applies; empty for every cloud, known or not.
    pub clouds: &'static [Cloud],
    /// The traps of the reference catalogue it covers.
    pub covers: &'static [&'static str],
    /// One line: what it finds.
    pub summary: Wording,
    /// Why the toolchain behaves so and what to write instead, in a few sentences of Markdown.
    pub explanation: Wording,
    /// A file in which it finds something: shown by `fyml explain`, and a test.
    pub bad: &'static str,
    /// The same file without the problem: nothing is found at warning or above.
    pub good: &'static str,
    /// Whether its findings (some of them at least) carry a repair.
    pub fixable: bool,
    /// How it looks.
    pub check: Check,
}

impl Rule {
    /// Where the project lives.
    pub const HOME: &str = "https://github.com/midway-fyml/fyml";

    /// The folder of the rules' pages, from the project's root, without a slash at its end.
    pub fn docs_folder(lang: Lang) -> &'static str {
        match lang {
            Lang::En => "docs/rules",
            Lang::ZhCn => "docs/zh-CN/rules",
        }
    }

    /// The address of its page.
    pub fn url(&self, lang: Lang) -> String {
        let (folder, code) = (Rule::docs_folder(lang), self.code);
        format!("{}/blob/main/{folder}/{code}.md", Rule::HOME)
    }
}

/// What a rule is about; the chapters of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// YAML itself.
    Syntax,
    /// Keys and values of a kind the toolchain does not read.
    Structure,
    /// The provider and the service as a whole.
    Provider,
    /// Functions and handlers.
    Functions,
    /// Triggers.
    Triggers,
    /// Aggregation.
    Aggregation,
    /// Things an attacker would like.
    Security,
    /// The file and its neighbours.
    Project,
}

impl Group {
    /// Its name for programs: in `fyml rules`, and as a tag in SARIF.
    pub const fn as_str(self) -> &'static str {
        match self {
            Group::Syntax => "syntax",
            Group::Structure => "structure",
            Group::Provider => "provider",
            Group::Functions => "functions",
            Group::Triggers => "triggers",
            Group::Aggregation => "aggregation",
            Group::Security => "security",
            Group::Project => "project",
        }
    }
}

/// Looks at a number on a deploy path.
pub type CheckNumber = fn(&Number<'_>, DeployPath, &mut Sink);

/// How a rule looks.
#[derive(Debug)]
pub enum Check {
    /// At one function, knowing nothing of the others: the answer is kept as long as the function's text and the
    /// [`FunctionContext`] stay the same. Everything it reports lies inside the function.
    Function(fn(Function<'_>, &FunctionContext, &mut Sink)),
    /// At the whole service. Runs at every change, so it must not look at every function: see [`Check::Across`].
    Service(fn(&ServiceContext<'_>, &mut Sink)),
    /// At the whole service, but of each function only at these parts, and at the blocks and bodies of none besides:
    /// while they stay the same, what it found stands. For rules that must look at every function.
    Across(&'static [Part], fn(&ServiceContext<'_>, &mut Sink)),
    /// By the cloud's schema, which finds this kind of thing everywhere in one pass.
    Shape(Shape),
    /// At one number that clouds limit, wherever it is written: outside functions, in a function, in a trigger.
    Number(CheckNumber),
    /// Both: for what can be written in `provider` as well as in a function. `service` looks at everything outside
    /// functions, `function` at one function, under the same promise as [`Check::Function`].
    Both {
        /// See [`Check::Service`].
        service: fn(&ServiceContext<'_>, &mut Sink),
        /// See [`Check::Function`].
        function: fn(Function<'_>, &FunctionContext, &mut Sink),
    },
}

impl Check {
    /// The part that looks at the whole service.
    pub fn service(&self) -> Option<fn(&ServiceContext<'_>, &mut Sink)> {
        match self {
            Check::Service(check)
            | Check::Across(_, check)
            | Check::Both { service: check, .. } => Some(*check),
            Check::Function(_) | Check::Shape(_) | Check::Number(_) => None,
        }
    }

    /// The part that looks at one function.
    pub fn function(&self) -> Option<fn(Function<'_>, &FunctionContext, &mut Sink)> {
        match self {
            Check::Function(check)
            | Check::Both {
                function: check, ..
            } => Some(*check),
            Check::Service(_) | Check::Across(..) | Check::Shape(_) | Check::Number(_) => None,
        }
    }

    /// The parts of functions that it looks at, if it looks at no more of them.
    pub(super) fn parts(&self) -> Option<&'static [Part]> {
        match self {
            Check::Across(parts, _) => Some(parts),
            _ => None,
        }
    }
}

/// Where a rule puts what it finds.
pub struct Sink<'p> {
    rule: &'static Rule,
    problems: &'p mut Vec<Problem>,
}

impl<'p> Sink<'p> {
    pub(super) fn new(rule: &'static Rule, problems: &'p mut Vec<Problem>) -> Sink<'p> {
        Sink { rule, problems }
    }

    /// Reports a problem at the rule's own severity; the answer takes further details.
    pub fn report(&mut self, span: Span, message: Message) -> &mut Problem {
        let index = self.problems.len();
        self.problems.push(Problem {
            rule: self.rule,
            severity: self.rule.severity,
            span,
            message,
            related: Vec::new(),
            settled: Vec::new(),
            tags: Vec::new(),
            fix: None,
            others: Vec::new(),
        });
        &mut self.problems[index]
    }
}
