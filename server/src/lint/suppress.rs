//! `# fyml-ignore: CODE` and `# fyml-ignore-file: CODE`.
//!
//! Only real comments count: the same words inside quotes or a block scalar are data. A comment behind something
//! silences its own line; a comment that stands alone silences the next line that holds more than a comment.
//! `# fyml-ignore-file: all` silences everything but what is said about such comments. Codes are separated by commas or blanks; whatever follows `--` is the reason. Codes that name no rule, or that silence
//! nothing, are reported by the rule [`RULE`], which therefore runs here, after all others.

mod comments;
mod ignoring;

pub(crate) use comments::ALL;
pub(super) use comments::is_anywhere;

use fyml_schema::w;

pub use self::ignoring::{ignoring, ignoring_in_file};

use self::comments::{Directive, Scope};
use super::{
    Check, Group, Message, Problem, Rule, Settings, Severity, Sink, Tag, did_you_mean, rules,
};
use crate::message;
use crate::syntax::{Document, Span};

/// What these comments say in vain.
pub static RULE: Rule = Rule {
    code: "fyml-unused-ignore",
    severity: Severity::Hint,
    group: Group::Project,
    clouds: &[],
    covers: &[],
    summary: w(
        "A `fyml-ignore` comment names an unknown rule or silences nothing",
        "`fyml-ignore` 注释写了不存在的规则，或没有屏蔽任何问题",
    ),
    explanation: w(
        "`# fyml-ignore: CODE` silences a rule on its own line, or on the next one if the comment stands alone; \
         `# fyml-ignore-file: CODE`, in the comments before the first key, silences it in the whole file, and \
         `# fyml-ignore-file: all` all rules at once. A misspelt \
         code silences nothing, and a comment that has outlived its problem would hide the next one. Codes of rules \
         that do not apply to the file's cloud, or that are switched off, are left alone.",
        "`# fyml-ignore: CODE` 屏蔽所在行的规则，独占一行时屏蔽下一行；`# fyml-ignore-file: CODE` 写在第一个键之前的注释里，\
         对整个文件生效；`# fyml-ignore-file: all` 屏蔽整个文件的所有规则。规则名写错时什么也屏蔽不了；问题已经解决却留下的注释，会把以后的新问题一并藏起来。\
         不适用于当前云平台的规则，以及已经关闭的规则，不在此列。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      # fyml-ignore: aliyun-apigw-ignored
      - http:
          path: /*
",
    good: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      # fyml-ignore: aliyun-apigw-ignored
      - apigw:
          path: /*
      - http:
          path: /*
",
    fixable: true,
    check: Check::Service(|_, _| {}), // `apply` reports: only it knows what the other rules found
};

/// The rules that live here.
pub(super) static RULES: &[&Rule] = &[&RULE];

/// Takes out what the document's own comments silence, and reports comments that silence nothing. `ran` says whether
/// a rule had its say about this document at all.
pub(super) fn apply(
    problems: &mut Vec<Problem>,
    document: &Document,
    settings: &Settings,
    ran: &dyn Fn(&Rule) -> bool,
) {
    let directives = comments::directives(document);
    if directives.is_empty() {
        return;
    }
    let mut silencers = silencers(&directives);
    problems.retain(|problem| !silence(problem, document, &mut silencers));
    if !settings.allows(RULE.code) {
        return;
    }
    let mut found = Vec::new();
    report(&directives, &silencers, document, ran, &mut found);
    for problem in &mut found {
        problem.severity = settings.severity(RULE.code, problem.severity);
    }
    found.retain(|problem| !silence(problem, document, &mut silencers));
    problems.append(&mut found);
}

/// One code of one comment.
struct Silencer<'d> {
    scope: Scope,
    code: &'d str,
    is_used: bool,
}

impl Silencer<'_> {
    fn names(&self, rule: &Rule) -> bool {
        let is_all = self.code == ALL && self.scope == Scope::File;
        self.code == rule.code || (is_all && rule.code != RULE.code)
    }
}

fn silencers<'d>(directives: &'d [Directive]) -> Vec<Silencer<'d>> {
    let of_one = |directive: &'d Directive| {
        directive.codes.iter().map(|code| Silencer {
            scope: directive.scope,
            code: &code.text,
            is_used: false,
        })
    };
    directives.iter().flat_map(of_one).collect()
}

/// Whether any of them silences the problem; all that do are marked as used.
fn silence(problem: &Problem, document: &Document, silencers: &mut [Silencer]) -> bool {
    let line = document.text().line_of(problem.span.start);
    let mut is_silenced = false;
    for silencer in silencers {
        let reaches = match silencer.scope {
            Scope::File => true,
            Scope::Line(target) => target == line,
            Scope::Nothing | Scope::LateFile => false,
        };
        if reaches && silencer.names(problem.rule) {
            silencer.is_used = true;
            is_silenced = true;
        }
    }
    is_silenced
}

fn report(
    directives: &[Directive],
    silencers: &[Silencer],
    document: &Document,
    ran: &dyn Fn(&Rule) -> bool,
    found: &mut Vec<Problem>,
) {
    // While the text is not YAML, rules see only parts of it: nobody can say what a comment would silence.
    let is_readable = !document.has_syntax_errors();
    let mut sink = Sink::new(&RULE, found);
    let mut uses = silencers.iter().map(|silencer| silencer.is_used);
    for directive in directives {
        if directive.codes.is_empty() {
            report_empty(directive, &mut sink);
        }
        for index in 0..directive.codes.len() {
            let is_used = uses.next().unwrap_or_default();
            let code = &directive.codes[index];
            match rules::by_code(&code.text) {
                None if code.text == ALL && directive.is_file => {
                    if !is_used && (is_readable || directive.scope == Scope::LateFile) {
                        report_unused(directive, index, document, &mut sink);
                    }
                }
                None if code.text == ALL => report_all(code.span, &mut sink),
                None => report_unknown(&code.text, code.span, &mut sink),
                Some(_) if is_used || code.text == RULE.code => {}
                Some(rule) => {
                    if directive.scope == Scope::LateFile || (is_readable && ran(rule)) {
                        report_unused(directive, index, document, &mut sink);
                    }
                }
            }
        }
    }
}

fn report_empty(directive: &Directive, sink: &mut Sink) {
    let word = directive.word();
    let message = if directive.has_colon {
        message!(
            "This comment names no rule, so it silences nothing. Write `{word}: CODE`.",
            "这条注释没有写规则名，不会屏蔽任何问题。请写成 `{word}: CODE`。"
        )
    } else {
        message!(
            "This comment silences nothing: a colon belongs behind `{word}`. Write `{word}: CODE`.",
            "这条注释不起作用：`{word}` 后面缺少冒号。请写成 `{word}: CODE`。"
        )
    };
    sink.report(directive.span, message);
}

fn report_all(span: Span, sink: &mut Sink) {
    sink.report(
        span,
        message!(
            "`all` works in `fyml-ignore-file` only, so this silences nothing. Name the rule.",
            "`all` 只能用于 `fyml-ignore-file`，写在这里不起作用。请写规则名。"
        ),
    );
}

fn report_unknown(code: &str, span: Span, sink: &mut Sink) {
    match did_you_mean(code, rules::all().map(|rule| rule.code)) {
        Some(near) => {
            let message = message!(
                "There is no rule `{code}`, so this silences nothing. Did you mean `{near}`?",
                "没有名为 `{code}` 的规则，这条注释不起作用。是不是想写 `{near}`？"
            );
            let title = message!("Change to `{near}`", "改为 `{near}`");
            sink.report(span, message).fix(title, span, near);
        }
        None => {
            sink.report(
                span,
                message!(
                    "There is no rule `{code}`, so this silences nothing. `fyml rules` lists them all.",
                    "没有名为 `{code}` 的规则，这条注释不起作用。`fyml rules` 可以列出全部规则。"
                ),
            );
        }
    }
}

fn report_unused(directive: &Directive, index: usize, document: &Document, sink: &mut Sink) {
    let code = &directive.codes[index];
    let name = &code.text;
    let (message, title): (Message, Message) = match directive.scope {
        Scope::LateFile => (
            message!(
                "`fyml-ignore-file` counts only in the comments before the first key; here it silences nothing.",
                "`fyml-ignore-file` 只有写在第一个键之前的注释里才有效，写在这里不起作用。"
            ),
            message!("Remove the comment", "删除这条注释"),
        ),
        Scope::File => (
            message!(
                "`{name}` finds nothing in this file: the comment can go.",
                "这个文件里没有 `{name}` 的问题，可以删除这条注释。"
            ),
            message!("Remove `{name}`", "删除 `{name}`"),
        ),
        Scope::Line(_) | Scope::Nothing => (
            message!(
                "`{name}` finds nothing on that line: the comment can go.",
                "该行没有 `{name}` 的问题，可以删除这条注释。"
            ),
            message!("Remove `{name}`", "删除 `{name}`"),
        ),
    };
    let problem = sink.report(code.span, message).tag(Tag::Unnecessary);
    let removed = directive.without(index, document);
    if directive.scope == Scope::LateFile {
        problem.fix(title, removed, ""); // most likely it should move up, not go
    } else {
        problem.safe_fix(title, removed, "");
    }
}

#[cfg(test)]
mod tests;
