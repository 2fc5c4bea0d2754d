//! What `--help` says, in both languages.

use clap::{Arg, ArgAction};
use fyml_schema::{Lang, Wording, w};

/// What `--help` says: command (empty for the program), argument (empty for the command itself), text.
const HELP: &[(&str, &str, Wording)] = &[
    (
        "",
        "",
        w(
            "f.yml understood: checks the service file of Midway FaaS",
            "读懂 f.yml：检查 Midway FaaS 的服务描述文件",
        ),
    ),
    (
        "",
        "lang",
        w(
            "Language of the messages: en or zh-cn [default: from the locale]",
            "输出语言：en 或 zh-cn [默认：取自系统区域设置]",
        ),
    ),
    ("", "help", w("Print help", "显示帮助")),
    ("", "version", w("Print the version", "显示版本号")),
    ("check", "", w("Check files", "检查文件")),
    (
        "check",
        "paths",
        w(
            "Files, folders (searched for f.yml, f.yaml and Midway's serverless.yml), or `-` for standard input [default: the current folder]",
            "文件、目录（在其中查找 f.yml、f.yaml 以及 Midway 的 serverless.yml），或 `-` 表示标准输入 [默认：当前目录]",
        ),
    ),
    (
        "check",
        "provider",
        w(
            "Judge as if `provider.name` were NAME",
            "按 `provider.name` 为 NAME 来检查",
        ),
    ),
    (
        "check",
        "tool",
        w(
            "What deploys to aliyun: serverless-devs or fun [default: as the scripts of package.json]",
            "部署到 aliyun 的工具：serverless-devs 或 fun [默认：取自 package.json 的 scripts]",
        ),
    ),
    (
        "check",
        "toolchain",
        w(
            "The command line of Midway: auto, f or midway-bin [default: auto, from package.json]",
            "Midway 的命令行工具：auto、f 或 midway-bin [默认：auto，取自 package.json]",
        ),
    ),
    (
        "check",
        "format",
        w(
            "text, json, sarif or github [default: text]",
            "输出格式：text、json、sarif 或 github [默认：text]",
        ),
    ),
    (
        "check",
        "fix",
        w(
            "Apply the safe fixes; for standard input, print the fixed text",
            "应用安全的修复；检查标准输入时输出修复后的文本",
        ),
    ),
    (
        "check",
        "fail_on",
        w(
            "Exit with 1 if a problem is at least this severe: error, warning, info or hint [default: error]",
            "存在不低于此级别的问题时以 1 退出：error、warning、info 或 hint [默认：error]",
        ),
    ),
    (
        "check",
        "select",
        w(
            "Only these rules, separated by commas; may be repeated",
            "只检查这些规则，以逗号分隔，可重复使用",
        ),
    ),
    (
        "check",
        "ignore",
        w(
            "All but these rules, separated by commas; may be repeated",
            "不检查这些规则，以逗号分隔，可重复使用",
        ),
    ),
    (
        "explain",
        "",
        w(
            "Explain one rule: what it finds, why, a bad and a good example",
            "解释一条规则：它发现什么、原因、错误与正确的示例",
        ),
    ),
    (
        "explain",
        "code",
        w(
            "The rule's code, as `fyml rules` lists it",
            "规则名，见 `fyml rules`",
        ),
    ),
    (
        "preview",
        "",
        w(
            "Show exactly what deploying would hand to the cloud, and what is lost on the way",
            "显示部署时实际提交给云平台的内容，以及途中丢失了什么",
        ),
    ),
    (
        "preview",
        "file",
        w(
            "The f.yml, or `-` for standard input",
            "f.yml 文件，或 `-` 表示标准输入",
        ),
    ),
    (
        "preview",
        "provider",
        w(
            "Show it as if `provider.name` were NAME",
            "按 `provider.name` 为 NAME 来显示",
        ),
    ),
    (
        "preview",
        "tool",
        w(
            "What deploys to aliyun: serverless-devs or fun [default: as the scripts of package.json]",
            "部署到 aliyun 的工具：serverless-devs 或 fun [默认：取自 package.json 的 scripts]",
        ),
    ),
    (
        "preview",
        "format",
        w(
            "yaml or json [default: yaml]",
            "输出格式：yaml 或 json [默认：yaml]",
        ),
    ),
    (
        "preview",
        "routes",
        w(
            "Show which function answers which request instead, in matching order",
            "改为显示各请求由哪个函数响应，按匹配顺序排列",
        ),
    ),
    (
        "port",
        "",
        w(
            "Rewrite a file for another cloud, and report what is carried, translated, lost or left to you",
            "把文件改写为适用于另一个平台的版本，并报告哪些保持不变、被改写、会丢失或需要你确认",
        ),
    ),
    (
        "port",
        "file",
        w(
            "The file, or `-` for standard input",
            "文件，或 `-` 表示标准输入",
        ),
    ),
    (
        "port",
        "to",
        w(
            "The cloud to move to: aliyun, tencent, vercel or wechat",
            "目标平台：aliyun、tencent、vercel 或 wechat",
        ),
    ),
    (
        "port",
        "write",
        w(
            "Replace the file and print the report [default: print the file, and the report as errors]",
            "直接替换文件，并输出报告 [默认：标准输出为改写后的文件，标准错误为报告]",
        ),
    ),
    (
        "port",
        "format",
        w(
            "Form of the report: text or json [default: text]",
            "报告的格式：text 或 json [默认：text]",
        ),
    ),
    ("rules", "", w("List every rule", "列出全部规则")),
    (
        "rules",
        "format",
        w(
            "text or json [default: text]",
            "输出格式：text 或 json [默认：text]",
        ),
    ),
    (
        "schema",
        "",
        w(
            "Print the JSON Schema of f.yml, fit for any YAML editor",
            "输出 f.yml 的 JSON Schema，可用于任何 YAML 编辑器",
        ),
    ),
    (
        "server",
        "",
        w(
            "Start the language server on standard input and output",
            "启动语言服务器（通过标准输入输出通信）",
        ),
    ),
    (
        "server",
        "stdio",
        w(
            "Talk over standard input and output, as always",
            "通过标准输入输出通信（始终如此）",
        ),
    ),
    (
        "schema",
        "provider",
        w(
            "The schema of one provider only [default: all, chosen by `provider.name`]",
            "只输出某个 provider 的 schema [默认：全部，按 `provider.name` 选择]",
        ),
    ),
];

/// `command` with its help in `lang`, under headings of that language.
pub(super) fn localised(command: clap::Command, lang: Lang) -> clap::Command {
    let headings = [
        w("Usage", "用法"),
        w("Commands", "命令"),
        w("Arguments", "参数"),
        w("Options", "选项"),
    ];
    let [usage, commands, positionals, options] = headings.map(|heading| heading.get(lang));
    let template = format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}");
    let with_heading = move |arg: Arg| {
        let heading = if arg.is_positional() {
            positionals
        } else {
            options
        };
        arg.help_heading(heading)
    };
    let describe = move |mut command: clap::Command, name: &str| {
        for (_, arg, text) in HELP.iter().filter(|(owner, _, _)| *owner == name) {
            command = match *arg {
                "" => command.about(text.get(lang)),
                arg => command.mut_arg(arg, |arg| arg.help(text.get(lang))),
            };
        }
        command
            .help_template(template.clone())
            .mut_args(with_heading)
    };
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(commands)
        .arg(
            Arg::new("help")
                .display_order(1000)
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .global(true),
        )
        .arg(
            Arg::new("version")
                .display_order(1001)
                .short('V')
                .long("version")
                .action(ArgAction::Version),
        );
    command = describe(command, "");
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| describe(sub, &name));
    }
    command
}
