//! What a run's end and output mean together. The toolchain's exit codes mislead: `f invoke` ends with 0 after an http
//! handler that threw and with 1 after a good result of a plain JavaScript handler, `f deploy` with 0 when the cloud
//! refused.

use std::path::Path;

use serde_json::Value;

use super::places::{error_message, places};
use super::{Action, BUILD_FOLDER, End, Output, Place, PlaceKind};
use crate::lint::Message;
use crate::message;

/// What came of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Whether it did what was asked.
    pub is_ok: bool,
    /// The tool's exit code; `None` if it was stopped.
    pub exit_code: Option<i32>,
    /// The handler's answer.
    pub result: Option<Value>,
    /// What went wrong.
    pub error: Option<Message>,
    /// The line of the project's source that threw.
    pub location: Option<Place>,
    /// Every place that the output names, TypeScript's errors among them.
    pub places: Vec<Place>,
}

/// Judges the run of `action` in `folder`.
pub fn judge(action: Action, end: End, output: &Output, folder: &Path) -> Outcome {
    let places = places(output, folder);
    let exit_code = match end {
        End::Exited(code) => Some(code),
        End::Stopped | End::TimedOut(_) => None,
    };
    let error = match end {
        End::Stopped => Some(message!("Stopped.", "已停止。")),
        End::TimedOut(limit) => Some(timed_out(action, limit.as_secs_f64())),
        End::Exited(code) => failure(action, code, output, folder),
    };
    let thrown = places.iter().find(|place| place.kind == PlaceKind::Thrown);
    let typescript = places
        .iter()
        .find(|place| place.kind == PlaceKind::TypeScript);
    let location = error.as_ref().and_then(|_| thrown.or(typescript).cloned());
    let is_invoke = matches!(action, Action::Invoke | Action::Debug);
    Outcome {
        is_ok: error.is_none(),
        exit_code,
        result: output.result.clone().filter(|_| is_invoke),
        error,
        location,
        places,
    }
}

fn timed_out(action: Action, seconds: f64) -> Message {
    if matches!(action, Action::Invoke) {
        message!(
            "No answer within {seconds} seconds, so the run was stopped. Does the handler return, and is every promise it waits for settled?",
            "{seconds} 秒内没有返回结果，已停止运行。请检查处理函数是否返回，以及它等待的 Promise 是否都会完成。"
        )
    } else {
        message!(
            "Not finished within {seconds} seconds, so the run was stopped.",
            "{seconds} 秒内没有完成，已停止运行。"
        )
    }
}

/// Why a run that ended by itself did not do what was asked.
fn failure(action: Action, code: i32, output: &Output, folder: &Path) -> Option<Message> {
    let succeeded = match action {
        Action::Invoke | Action::Debug => {
            return match &output.result {
                Some(result) if status_code(result).is_some_and(|status| status >= 500) => {
                    let status = status_code(result).unwrap_or_default();
                    Some(real_error(output, folder).unwrap_or_else(|| {
                        message!(
                            "The handler answered with status {status}.",
                            "处理函数返回了状态码 {status}。"
                        )
                    }))
                }
                Some(_) if code == 0 || failed_to_clean(output) => None,
                _ => Some(explain(code, output, folder)),
            };
        }
        // the cloud's refusal is only printed: fcli-plugin-fc catches it
        Action::Deploy => code == 0 && deploy_error(output).is_none(),
        Action::Dev | Action::Test | Action::Package => code == 0,
    };
    if succeeded {
        return None;
    }
    let failed_test = failed_test(output).filter(|_| action == Action::Test);
    Some(match failed_test {
        Some(failure) => Message {
            en: failure.clone(),
            zh: failure,
        },
        None => explain(code, output, folder),
    })
}

/// The status of an answer in the shape of an http response.
pub fn status_code(result: &Value) -> Option<u64> {
    let is_response = result.get("headers").is_some() && result.get("body").is_some();
    result.get("statusCode").filter(|_| is_response)?.as_u64()
}

/// After a good result, `f` can fail to remove what it built: two of its own steps race over plain JavaScript files.
fn failed_to_clean(output: &Output) -> bool {
    let names_build = |line: &str| line.contains("ENOENT") && line.contains(BUILD_FOLDER);
    output.all.lines().any(names_build)
}

/// `Deploy error: …`, as fcli-plugin-fc prints it.
fn deploy_error(output: &Output) -> Option<&str> {
    let lines = output.all.lines();
    lines
        .filter_map(|line| line.trim().strip_prefix("Deploy error:"))
        .map(str::trim)
        .next()
}

fn explain(code: i32, output: &Output, folder: &Path) -> Message {
    if let Some(question) = open_question(output) {
        return message!(
            "The tool asked a question that nobody can answer here: {question} Run it in a terminal.",
            "工具提出了一个在这里无法回答的问题：{question} 请在终端中运行。"
        );
    }
    real_error(output, folder).unwrap_or_else(|| {
        message!(
            "The tool ended with exit code {code} and did not say why.",
            "工具以退出码 {code} 结束，没有说明原因。"
        )
    })
}

/// The tool's or the handler's own words, best first: what the cloud said, an error whose stack leads into the project,
/// TypeScript's first error, any error, the last line on stderr.
fn real_error(output: &Output, folder: &Path) -> Option<Message> {
    let said = |text: &str| Message {
        en: text.to_owned(),
        zh: text.to_owned(),
    };
    if let Some(error) = deploy_error(output).filter(|error| !error.is_empty()) {
        return Some(said(error));
    }
    let places = places(output, folder);
    let of_kind = |kind| places.iter().find(|place| place.kind == kind);
    if let Some(place) = of_kind(PlaceKind::Thrown) {
        return Some(said(&place.message));
    }
    let lines = || output.stderr.lines().chain(output.stdout.lines());
    // the wrapper around the handler throws this after the real one
    let is_wrapper = |message: &&str| {
        !message.starts_with("[Error Message]") && *message != "Internal Server Error"
    };
    let first = lines().filter_map(error_message).find(is_wrapper);
    let typescript = of_kind(PlaceKind::TypeScript).map(|place| place.message.as_str());
    // the plugins' reaction to a TypeScript error is an accident of JavaScript
    let first = match (first, typescript) {
        (Some(error), Some(_)) if error.contains("Cannot read propert") => None,
        (first, _) => first,
    };
    let labelled = || lines().find_map(|line| line.trim().strip_prefix("[Error Message] "));
    let last = || {
        let mut lines = output.stderr.lines().rev();
        lines
            .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with("at "))
            .map(str::trim)
    };
    first
        .or(typescript)
        .or_else(labelled)
        .or_else(last)
        .or_else(|| {
            let mut lines = output.stdout.lines().rev();
            lines.find(|line| !line.trim().is_empty()).map(str::trim)
        })
        .map(said)
}

/// The first failed test of jest's report, with the first line of its reason.
fn failed_test(output: &Output) -> Option<String> {
    let mut lines = output.all.lines().map(str::trim);
    let name = lines.find_map(|line| line.strip_prefix("● "))?;
    let reason = lines.find(|line| !line.is_empty()).unwrap_or_default();
    Some(format!("{name}: {reason}"))
}

/// A question of the prompt library (`? Please select a provider: …`) that is the last thing the tool said.
fn open_question(output: &Output) -> Option<&str> {
    let lines = output
        .stdout
        .lines()
        .rev()
        .filter(|line| !line.trim().is_empty());
    lines
        .take(12)
        .find_map(|line| line.trim().strip_prefix("? "))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::run::{Stream, Transcript};

    fn judged(action: Action, code: i32, stdout: &str, stderr: &str) -> Outcome {
        let mut transcript = Transcript::default();
        transcript.push(Stream::Out, stdout.as_bytes());
        transcript.push(Stream::Err, stderr.as_bytes());
        judge(
            action,
            End::Exited(code),
            &transcript.finish(),
            Path::new("/p"),
        )
    }

    fn block(result: &str) -> String {
        format!("--------- result start --------\n\n{result}\n\n--------- result end --------\n")
    }

    fn error(outcome: &Outcome) -> &str {
        outcome.error.as_ref().map_or("", |error| &error.en)
    }

    /// All outputs as `f` 1.2.42 prints them, shortened.
    #[test]
    fn an_http_handler_that_threw_is_a_failure_though_f_ends_with_0() {
        let stdout = block(
            r#"{"headers":{"content-type":"text/plain"},"statusCode":500,"body":"Internal Server Error","isBase64Encoded":false}"#,
        );
        let stderr = "Error: boom in handler\n    at BoomHttp.handler (/p/src/boom.ts:7:27)\n";
        let outcome = judged(Action::Invoke, 0, &stdout, stderr);
        assert!(!outcome.is_ok);
        assert_eq!(error(&outcome), "boom in handler");
        assert_eq!(outcome.location.map(|place| place.line), Some(7));
        assert_eq!(
            outcome.result.map(|result| result["statusCode"].clone()),
            Some(json!(500))
        );

        let missing = judged(
            Action::Invoke,
            0,
            &stdout,
            "Error: function handler = ghost.handler not found\n    at x (/p/node_modules/a.js:1:1)\n",
        );
        assert_eq!(
            error(&missing),
            "function handler = ghost.handler not found"
        );
        assert_eq!(missing.location, None);
    }

    #[test]
    fn a_timer_handler_that_threw_is_named_by_its_own_error() {
        let stdout = "[Error Message] Internal Server Error.\nError: Internal Server Error\n    at /p/node_modules/x.js:236:27\n";
        let stderr = "Error: boom in timer\n    at BoomTimer.handler (/p/src/boom.ts:12:27)\n\
                      Error: [Error Message] Internal Server Error.\nError: Internal Server Error\n    at /p/node_modules/x.js:1:1\n";
        let outcome = judged(Action::Invoke, 1, stdout, stderr);
        assert_eq!(error(&outcome), "boom in timer");
        assert_eq!(outcome.location.map(|place| place.line), Some(12));
    }

    #[test]
    fn a_good_result_with_exit_code_1_is_good_only_if_cleaning_failed() {
        let race =
            "Error: ENOENT: no such file or directory, unlink '/p/.faas_debug_tmp/index.js'\n";
        assert!(judged(Action::Invoke, 1, &block("{\"a\":1}"), race).is_ok);
        let crash = judged(Action::Invoke, 1, &block("{\"a\":1}"), "Error: late\n");
        assert_eq!(error(&crash), "late");
        assert_eq!(crash.result, Some(json!({"a": 1})));
    }

    #[test]
    fn what_a_function_returns_may_hold_a_status_code_of_its_own() {
        assert!(judged(Action::Invoke, 0, &block(r#"{"statusCode":500}"#), "").is_ok);
        assert!(judged(Action::Invoke, 0, &block("undefined"), "").is_ok);
        assert!(
            judged(
                Action::Invoke,
                0,
                &block(r#"{"headers":{},"statusCode":404,"body":""}"#),
                ""
            )
            .is_ok
        );
        assert!(!judged(Action::Invoke, 0, "nothing\n", "").is_ok);
    }

    #[test]
    fn typescript_errors_are_told_though_the_code_runs() {
        let stdout =
            "src/index.ts:11:11 - error TS2322: Type 'string' is not assignable to type 'number'.\n"
                .to_owned() + &block("1");
        let outcome = judged(Action::Invoke, 0, &stdout, "");
        assert!(outcome.is_ok);
        assert_eq!(outcome.places.len(), 1);
        let packaged = judged(
            Action::Package,
            1,
            "src/index.ts:11:11 - error TS2322: Type 'string' is not assignable.\n",
            "TypeError: Cannot read properties of undefined (reading 'Error')\n",
        );
        assert_eq!(error(&packaged), "Type 'string' is not assignable.");
        assert_eq!(packaged.location.map(|place| place.line), Some(11));
    }

    #[test]
    fn a_refused_deployment_is_a_failure_though_f_ends_with_0() {
        let refused = judged(
            Action::Deploy,
            0,
            "Start deploy\nDeploy error: quota exceeded\n",
            "",
        );
        assert_eq!(error(&refused), "quota exceeded");
        assert!(judged(Action::Deploy, 0, "deploy success\n", "").is_ok);
        let asked = judged(
            Action::Deploy,
            130,
            "? Please select a provider: …\n  Alibaba\n",
            "",
        );
        assert!(
            error(&asked).contains("Please select a provider"),
            "{}",
            error(&asked)
        );
    }

    #[test]
    fn errors_of_the_yaml_and_of_the_command_line_are_found() {
        for (code, stdout, stderr, expected) in [
            (
                1,
                "",
                "YAMLException: missed comma in \"/p/f.yml\" (5:2)\n\n 1 | a\n",
                "YAMLException: missed comma in \"/p/f.yml\" (5:2)",
            ),
            (
                1,
                "command index not found\n",
                "",
                "command index not found",
            ),
            (
                1,
                "",
                "Error: Function: nope not exists\n    at x (/p/node_modules/a.js:1:1)\n",
                "Function: nope not exists",
            ),
            (
                1,
                "[Error Message] Cannot use 'in' operator.\n",
                "",
                "Cannot use 'in' operator.",
            ),
            (
                7,
                "",
                "",
                "The tool ended with exit code 7 and did not say why.",
            ),
        ] {
            assert_eq!(
                error(&judged(Action::Invoke, code, stdout, stderr)),
                expected
            );
        }
    }

    #[test]
    fn a_failed_test_is_named() {
        let report = "FAIL test/shop.test.ts\n  ● shop › counts\n\n    expect(received).toBe(expected)\n\n      at Object.<anonymous> (test/shop.test.ts:3:5)\n\nError: jest exit with code 1\n";
        let outcome = judged(Action::Test, 1, "", report);
        assert_eq!(
            error(&outcome),
            "shop › counts: expect(received).toBe(expected)"
        );
    }

    #[test]
    fn a_stopped_run_is_no_success() {
        let at = |end| judge(Action::Invoke, end, &Output::default(), Path::new("/p"));
        assert!(!at(End::Stopped).is_ok);
        let late = at(End::TimedOut(Duration::from_secs(60)));
        assert!(error(&late).contains("60 seconds"));
        assert_eq!(late.exit_code, None);
    }
}
