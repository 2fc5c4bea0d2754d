//! What is looked at before anything is started: what would certainly go wrong is refused with the reason and the
//! repair, what may surprise is told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fyml_schema::ToolCommand;

use super::plugins::missing;
use super::tool::install_command;
use super::{Action, BUILD_FOLDER, MAX_DATA, Request, Tool};
use crate::lint::rules::environment_variables;
use crate::lint::{Message, Project};
use crate::message;
use crate::model::{FileName, ProviderName, Service};
use crate::syntax::Document;

/// Why something is not run, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub Message);

/// What was found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// What may surprise.
    pub notes: Vec<Message>,
}

/// What is known of the service before a run.
pub struct Situation<'a> {
    /// The document as it is in the editor.
    pub document: &'a Document,
    /// Whether the file on disk, which the tool reads, says the same.
    pub is_saved: bool,
    /// What lies beside it.
    pub project: &'a Project,
    /// The folder it lies in.
    pub folder: &'a Path,
    /// The tool that would run.
    pub tool: &'a Tool,
    /// Environment variables that are set for the run.
    pub env: &'a BTreeMap<String, String>,
}

/// Looks at a run before it begins.
///
/// # Errors
/// If it must not begin.
pub fn preflight(
    action: Action,
    request: &Request<'_>,
    situation: &Situation<'_>,
) -> Result<Checked, Refusal> {
    let service = Service::of(situation.document);
    let command = action.command(situation.tool.is_f);
    is_read_by_the_tool(situation)?;
    if action != Action::Test {
        is_readable(situation)?;
        has_provider(service)?;
    }
    if let Some(function) = request.function {
        has_function(service, function)?;
    }
    if request
        .data
        .as_ref()
        .is_some_and(|data| data.len() > MAX_DATA)
    {
        return Err(Refusal(message!(
            "The event is longer than a command line may be ({MAX_DATA} bytes). Put it into a file below the project and pass `./file.json`.",
            "事件数据超过了命令行允许的长度（{MAX_DATA} 字节）。请把它保存为项目中的文件，并传入 `./文件.json`。"
        )));
    }
    plugins_are_there(service, command, situation)?;
    if action == Action::Deploy && !situation.is_saved {
        return Err(Refusal(message!(
            "f.yml has changes that are not saved, and the tool deploys what is saved. Save it first.",
            "f.yml 有未保存的修改，而工具部署的是已保存的内容。请先保存。"
        )));
    }
    Ok(Checked {
        notes: notes(action, situation),
    })
}

/// Of several spec files in a folder the toolchain reads the first of a fixed order.
fn is_read_by_the_tool(situation: &Situation<'_>) -> Result<(), Refusal> {
    let project = situation.project;
    let (Some(own), Some(first)) = (
        project.file_name,
        FileName::ALL
            .into_iter()
            .find(|name| project.spec_files.contains(name)),
    ) else {
        return Ok(());
    };
    if own == first {
        return Ok(());
    }
    let (own, first) = (own.as_str(), first.as_str());
    Err(Refusal(message!(
        "The toolchain would read `{first}` of this folder, not `{own}`.",
        "工具链会读取此目录中的 `{first}`，而不是 `{own}`。"
    )))
}

fn is_readable(situation: &Situation<'_>) -> Result<(), Refusal> {
    let document = situation.document;
    let errors = document.syntax_errors();
    let Some(error) = errors.first() else {
        return Ok(());
    };
    let line = document.text().line_of(error.span.start) + 1;
    let reason = error.kind.reason();
    Err(Refusal(message!(
        "The YAML has an error in line {line} ({reason}), and the tool would crash on it.",
        "第 {line} 行有 YAML 语法错误（{reason}），工具会因此崩溃。"
    )))
}

/// Without a provider `f` finds no function to invoke, and `f deploy` does nothing and says nothing.
fn has_provider(service: Service<'_>) -> Result<(), Refusal> {
    match service.provider().name() {
        ProviderName::Missing | ProviderName::WrongShape(_) => Err(Refusal(message!(
            "`provider.name` is missing, so the tool would do nothing, or ask and rewrite the file. Write `name: aliyun` or `name: tencent` below `provider`.",
            "缺少 `provider.name`，工具会什么都不做，或者询问后改写文件。请在 `provider` 下写上 `name: aliyun` 或 `name: tencent`。"
        ))),
        _ => Ok(()),
    }
}

/// The name must be one of the file's, where the file lists functions; decorators in the source may replace the list.
fn has_function(service: Service<'_>, function: &str) -> Result<(), Refusal> {
    if function.is_empty() || function.contains('\0') {
        return Err(Refusal(message!(
            "This is no name of a function.",
            "这不是函数名。"
        )));
    }
    let is_listed = service.functions().iter().next().is_some();
    if is_listed && service.function(function).is_none() {
        return Err(Refusal(message!(
            "There is no function `{function}` in f.yml. For a name it does not know, the tool does nothing, or compiles everything first.",
            "f.yml 中没有函数 `{function}`。遇到不认识的函数名，工具会什么都不做，或者先编译全部代码再报错。"
        )));
    }
    match as_number(function) {
        Some(number) if number != function => Err(Refusal(message!(
            "The tool reads the name `{function}` as the number {number} and does not find the function. Give it a name with a letter in it.",
            "工具会把函数名 `{function}` 当作数字 {number}，因而找不到这个函数。请使用含有字母的名称。"
        ))),
        _ => Ok(()),
    }
}

/// What JavaScript makes of an argument that minimist takes for a number, as text.
fn as_number(text: &str) -> Option<String> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    if let Some(digits) = hex.filter(|digits| !digits.is_empty()) {
        return u64::from_str_radix(digits, 16).ok().map(|n| n.to_string());
    }
    let is_decimal = text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'));
    let number: f64 = text.parse().ok().filter(|_| is_decimal)?;
    Some(format!("{number}"))
}

fn plugins_are_there(
    service: Service<'_>,
    command: ToolCommand,
    situation: &Situation<'_>,
) -> Result<(), Refusal> {
    let missing = missing(service, command, situation.tool, situation.folder);
    if missing.is_empty() {
        return Ok(());
    }
    let tool = situation.tool.name();
    let install = install_command(&missing);
    let names = missing.join(", ");
    Err(Refusal(message!(
        "`{tool}` would first install {names} by itself, in the newest version, which does not fit. Install it yourself: {install}",
        "`{tool}` 会先自行安装 {names} 的最新版本，而最新版本并不兼容。请自行安装：{install}"
    )))
}

fn notes(action: Action, situation: &Situation<'_>) -> Vec<Message> {
    let mut notes = Vec::new();
    if !situation.is_saved && action != Action::Test {
        notes.push(message!(
            "f.yml has changes that are not saved; the tool reads what is saved.",
            "f.yml 有未保存的修改；工具读取的是已保存的内容。"
        ));
    }
    let set = situation.project.environment.as_ref();
    let unset: BTreeSet<String> = environment_variables(situation.document)
        .into_iter()
        .filter(|name| {
            let is_given = situation
                .env
                .get(name)
                .is_some_and(|value| !value.is_empty());
            !is_given && set.is_some_and(|set| !set.contains(name))
        })
        .collect();
    if !unset.is_empty() && action != Action::Test {
        let names = unset.into_iter().collect::<Vec<_>>().join(", ");
        notes.push(message!(
            "Not set in this environment: {names}. Where f.yml names them, the text `${{env.…}}` itself is used.",
            "当前环境没有设置：{names}。f.yml 中引用它们的地方会直接使用 `${{env.…}}` 这段文本。"
        ));
    }
    let builds_here = matches!(action, Action::Invoke | Action::Debug | Action::Dev);
    if builds_here && situation.folder.join(BUILD_FOLDER).exists() {
        notes.push(message!(
            "`{BUILD_FOLDER}` is there: another invoke is running in this folder, or one was interrupted. The tool clears it now.",
            "存在 `{BUILD_FOLDER}`：此目录中有另一个 invoke 正在运行，或者上一次被中断。工具会先清空它。"
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::run::Origin;

    const SHOP: &str = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  index: {handler: index.handler}\n  '007': {handler: a.b}\n  '5': {handler: a.b}\n";

    struct Case<'a> {
        text: &'a str,
        is_saved: bool,
        project: Project,
    }

    impl Case<'_> {
        fn check(&self, action: Action, function: Option<&str>) -> Result<Vec<String>, String> {
            let root = tempfile::tempdir().expect("a folder");
            for package in [
                "cli-plugin-faas",
                "fcli-plugin-dev-pack",
                "fcli-plugin-invoke",
                "fcli-plugin-fc",
            ] {
                let path = root.path().join("node_modules/@midwayjs").join(package);
                std::fs::create_dir_all(path).expect("a folder");
            }
            self.check_in(root.path(), action, function)
        }

        fn check_in(
            &self,
            folder: &Path,
            action: Action,
            function: Option<&str>,
        ) -> Result<Vec<String>, String> {
            let document = Document::new(self.text);
            let tool = Tool {
                is_f: true,
                program: PathBuf::from("/bin/f"),
                args: Vec::new(),
                user_args: Vec::new(),
                entry: None,
                origin: Origin::Path,
            };
            let request = Request {
                function,
                ..Request::default()
            };
            let situation = Situation {
                document: &document,
                is_saved: self.is_saved,
                project: &self.project,
                folder,
                tool: &tool,
                env: &BTreeMap::from([("GIVEN".to_owned(), "1".to_owned())]),
            };
            preflight(action, &request, &situation)
                .map(|checked| checked.notes.into_iter().map(|note| note.en).collect())
                .map_err(|refusal| refusal.0.en)
        }
    }

    fn of(text: &str) -> Case<'_> {
        Case {
            text,
            is_saved: true,
            project: Project {
                environment: Some(BTreeSet::new()),
                ..Project::default()
            },
        }
    }

    #[test]
    fn a_sound_service_may_run() {
        let shop = of(SHOP);
        assert_eq!(shop.check(Action::Invoke, Some("index")), Ok(vec![]));
        assert_eq!(shop.check(Action::Invoke, Some("5")), Ok(vec![]));
        assert_eq!(shop.check(Action::Deploy, None), Ok(vec![]));
        // functions may come from decorators
        let none = of("provider: {name: aliyun}\n");
        assert_eq!(none.check(Action::Invoke, Some("index")), Ok(vec![]));
    }

    #[test]
    fn what_would_go_wrong_is_refused() {
        for (text, action, function, words) in [
            (
                "service: shop\n",
                Action::Deploy,
                None,
                "`provider.name` is missing",
            ),
            (
                "provider: {name: }\n",
                Action::Invoke,
                None,
                "`provider.name` is missing",
            ),
            (
                "provider: {name: aliyun\na: ]\n",
                Action::Invoke,
                None,
                "The YAML has an error in line",
            ),
            (SHOP, Action::Deploy, Some("nope"), "no function `nope`"),
            (SHOP, Action::Invoke, Some("007"), "as the number 7"),
            (SHOP, Action::Invoke, Some(""), "no name"),
            (
                "provider: {name: tencent}\n",
                Action::Deploy,
                None,
                "@midwayjs/fcli-plugin-scf@1.3.22",
            ),
        ] {
            let refused = of(text).check(action, function);
            assert!(
                refused.as_ref().is_err_and(|reason| reason.contains(words)),
                "{text}: {refused:?}"
            );
        }
        // tests need no provider
        assert_eq!(of("service: shop\n").check(Action::Test, None), Ok(vec![]));
    }

    #[test]
    fn what_f_would_install_is_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let refused = of(SHOP).check_in(root.path(), Action::Invoke, Some("index"));
        let reason = refused.expect_err("nothing is installed");
        assert!(
            reason.contains(
                "npm install --save-dev --ignore-scripts @midwayjs/cli-plugin-faas@1.3.22"
            ),
            "{reason}"
        );
    }

    #[test]
    fn what_may_surprise_is_told() {
        let mut case = of("provider: {name: aliyun, region: '${env.REGION}', x: '${env.GIVEN}'}\n");
        case.is_saved = false;
        let notes = case.check(Action::Invoke, None).expect("it may run");
        assert!(notes[0].contains("not saved"));
        assert!(
            notes[1].contains("REGION") && !notes[1].contains("GIVEN"),
            "{notes:?}"
        );
        assert!(case.check(Action::Deploy, None).is_err());
    }

    #[test]
    fn the_tool_reads_the_first_spec_file() {
        let mut case = of(SHOP);
        case.project.file_name = Some(FileName::ServerlessYml);
        case.project.spec_files = [FileName::FYml, FileName::ServerlessYml].into();
        let refused = case.check(Action::Invoke, Some("index"));
        assert!(refused.is_err_and(|reason| reason.contains("would read `f.yml`")));
    }

    #[test]
    fn numbers_are_what_minimist_takes_for_them() {
        for (text, number) in [
            ("007", Some("7")),
            ("5", Some("5")),
            ("0x10", Some("16")),
            ("1e3", Some("1000")),
            ("1.0", Some("1")),
            ("index", None),
            ("e", None),
            ("-", None),
        ] {
            assert_eq!(as_number(text).as_deref(), number, "{text}");
        }
    }
}
