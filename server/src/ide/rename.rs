//! Giving a thing another name, everywhere.

use std::borrow::Cow;

use fyml_schema::{DeployPath, NameFault, NameOf, PathStep, key_at, limits};

use super::mention::{Thing, anchors, mentions, thing_at};
use crate::analysis::Analysis;
use crate::lint::{Message, TextEdit, rules};
use crate::message;
use crate::model::Service;
use crate::source::Sources;
use crate::syntax::{Document, Span, Style};

/// The edits of a rename.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rename {
    /// In the document.
    pub here: Vec<TextEdit>,
    /// In source files: the path relative to the f.yml's folder, with `/`, and its edits.
    pub in_code: Vec<(String, Vec<TextEdit>)>,
}

/// What can be renamed at `offset`: the place of its name, and the name. `None` where nothing can.
pub fn prepare_rename(document: &Document, offset: u32) -> Option<(Span, String)> {
    let (thing, span) = thing_at(document, offset)?;
    let name = match thing {
        // made of a file's and a method's name: renaming it would not rename them
        Thing::Handler(_) => return None,
        Thing::Anchor {
            definition: None, ..
        } => return None,
        Thing::Function(name)
        | Thing::Aggregation(name)
        | Thing::Layer(name)
        | Thing::Anchor { name, .. } => name,
    };
    Some((span, name))
}

/// The edits that give the thing at `offset` the name `new`, wherever it is mentioned; `Ok(None)` where nothing can
/// be renamed. `sources` is asked only for functions.
///
/// # Errors
/// Why the name is refused: the cloud does not take it, something else has it, or YAML could not hold it.
pub fn rename(
    analysis: &Analysis,
    offset: u32,
    new: &str,
    sources: impl FnOnce() -> Option<std::sync::Arc<Sources>>,
) -> Result<Option<Rename>, Message> {
    let document = &**analysis.document();
    let Some((thing, _)) = thing_at(document, offset) else {
        return Ok(None);
    };
    let Some((_, old)) = prepare_rename(document, offset) else {
        return Ok(None);
    };
    if new == old {
        return Ok(Some(Rename::default()));
    }
    check(analysis, &thing, new)?;
    let here = mentions(document, &thing).into_iter();
    let is_anchor = matches!(thing, Thing::Anchor { .. });
    let here = here.map(|mention| TextEdit {
        span: mention.span,
        text: if is_anchor {
            new.to_owned()
        } else {
            written(document, mention.span, new)
        },
    });
    let mut rename = Rename {
        here: here.collect(),
        in_code: Vec::new(),
    };
    if let (Thing::Function(name), Some(sources)) = (&thing, of_function(&thing, sources)) {
        for declared in sources.by_name(name) {
            if let Some(span) = declared.function.name_span {
                let edit = TextEdit {
                    span,
                    text: new.to_owned(),
                };
                match rename.in_code.last_mut() {
                    Some((path, edits)) if path == declared.path => edits.push(edit),
                    _ => rename.in_code.push((declared.path.to_owned(), vec![edit])),
                }
            }
        }
        for (_, edits) in &mut rename.in_code {
            // one decorator may name several functions that are one
            edits.sort_by_key(|edit| edit.span);
            edits.dedup();
        }
    }
    Ok(Some(rename))
}

fn of_function(
    thing: &Thing,
    sources: impl FnOnce() -> Option<std::sync::Arc<Sources>>,
) -> Option<std::sync::Arc<Sources>> {
    match thing {
        Thing::Function(_) => sources(),
        _ => None,
    }
}

/// The name as it is written where the old one stands: quotes are kept, and made where YAML needs them.
fn written(document: &Document, place: Span, new: &str) -> String {
    let style = document.node_at(place.start).map(|node| node.style());
    match style {
        Some(Style::SingleQuoted) => new.replace('\'', "''"),
        Some(Style::DoubleQuoted) => new.replace('\\', "\\\\").replace('"', "\\\""),
        _ if is_plain(new) => new.to_owned(),
        _ => format!("'{}'", new.replace('\'', "''")),
    }
}

/// Whether a name can stand without quotes anywhere, and stays text.
fn is_plain(name: &str) -> bool {
    let is_word = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-./".contains(c));
    let read = Document::new(name);
    is_word && read.root().is_some_and(|root| root.as_str() == Some(name))
}

fn check(analysis: &Analysis, thing: &Thing, new: &str) -> Result<(), Message> {
    let service = analysis.service();
    if new.is_empty() {
        return Err(message!("A name is needed.", "名称不能为空。"));
    }
    if new.contains(['\n', '\r']) {
        return Err(message!("A name must stand in one line.", "名称不能换行。"));
    }
    match thing {
        Thing::Function(_) | Thing::Aggregation(_) => {
            taken(service, new)?;
            allowed(analysis, new)
        }
        Thing::Layer(_) => {
            let layers = service.get("layers").map(|entry| entry.value.entries());
            match layers
                .into_iter()
                .flatten()
                .any(|layer| layer.name() == new)
            {
                true => Err(message!(
                    "There is already a layer `{new}`.",
                    "已经有名为 `{new}` 的 layer。"
                )),
                false => Ok(()),
            }
        }
        Thing::Anchor { .. } => anchor(analysis.document(), new),
        Thing::Handler(_) => Ok(()),
    }
}

/// Functions and aggregations share their names: an aggregation takes the place of the function of its name.
fn taken(service: Service<'_>, new: &str) -> Result<(), Message> {
    if service.function(new).is_some() {
        return Err(message!(
            "There is already a function `{new}`.",
            "已经有名为 `{new}` 的函数。"
        ));
    }
    let aggregations = service.aggregations();
    if aggregations
        .iter()
        .any(|aggregation| aggregation.name() == new)
    {
        return Err(message!(
            "There is already an aggregation `{new}`; on deployment it becomes a function of that name.",
            "已经有名为 `{new}` 的聚合，部署时它会成为同名函数。"
        ));
    }
    Ok(())
}

/// Whether the cloud takes the name.
fn allowed(analysis: &Analysis, new: &str) -> Result<(), Message> {
    let Some(path) = analysis.path() else {
        return Ok(());
    };
    let Some(limit) = limits(path).name(NameOf::Function) else {
        return Ok(());
    };
    let Some(whole) = cloud_name(analysis.service(), path, new) else {
        return Ok(());
    };
    match limit.fault(&whole) {
        // the service's name comes first; it is not this name's fault
        Some(NameFault::BadStart(_)) if !whole.starts_with(new) => Ok(()),
        Some(fault) => Err(rules::refusal(&whole, fault, limit, "function", "函数")),
        None => Ok(()),
    }
}

/// The name the cloud gets; `None` if a part of it is not known here.
fn cloud_name<'n>(service: Service<'_>, path: DeployPath, new: &'n str) -> Option<Cow<'n, str>> {
    if path != DeployPath::Tencent {
        return Some(Cow::Borrowed(new));
    }
    let known = |text: &str| (!text.contains("${")).then(|| text.to_owned());
    let stage = match service
        .provider()
        .value("stage")
        .filter(|stage| !stage.is_falsy())
    {
        Some(stage) => known(stage.scalar_str()?)?,
        None => {
            let key = key_at(&[PathStep::Key("provider"), PathStep::Key("stage")])?;
            key.default_on(path)?.to_string()
        }
    };
    let service = known(service.name_text()?)?;
    Some(Cow::Owned(path.cloud_function_name(&service, &stage, new)))
}

/// What js-yaml takes for the name of an anchor, and no other anchor has.
fn anchor(document: &Document, new: &str) -> Result<(), Message> {
    if let Some(bad) = new
        .chars()
        .find(|&c| c.is_whitespace() || ",[]{}".contains(c))
    {
        let bad = match bad {
            c if c.is_whitespace() => ' ',
            c => c,
        };
        return Err(message!(
            "The name of an anchor must not contain `{bad}`.",
            "锚点名不能包含 `{bad}`。"
        ));
    }
    if anchors(document).iter().any(|(name, _)| name == new) {
        return Err(message!(
            "There is already an anchor `&{new}`.",
            "已经有锚点 `&{new}`。"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ide::way::testing::fixture;
    use crate::model::FileName;
    use crate::source::{Grammar, read};
    use crate::syntax::Text;

    const SOURCE: &str = "class Shop {\n  @ServerlessFunction({ functionName: 'buy' })\n  @ServerlessTrigger('http')\n  @ServerlessTrigger('timer')\n  purchase() {}\n}\n";

    fn sources() -> Option<Arc<Sources>> {
        let file = Arc::new(read(SOURCE, Grammar::TypeScript));
        Some(Arc::new(Sources::new(
            vec![("src/a.ts".to_owned(), file)],
            false,
        )))
    }

    fn applied(text: &str, edits: &[TextEdit]) -> String {
        let mut out = text.to_owned();
        for edit in edits.iter().rev() {
            out.replace_range(edit.span.range(), &edit.text);
        }
        out
    }

    fn outcome(marked: &str, new: &str) -> Result<Option<(String, Rename)>, Message> {
        let (text, offset) = fixture(marked);
        let analysis = Analysis::of(
            Text::new(&text),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        );
        let rename = rename(&analysis, offset, new, sources)?;
        Ok(rename.map(|rename| (applied(&text, &rename.here), rename)))
    }

    fn renamed(marked: &str, new: &str) -> String {
        match outcome(marked, new) {
            Ok(Some((text, _))) => text,
            Ok(None) => "nothing".to_owned(),
            Err(message) => format!("refused: {}", message.en),
        }
    }

    #[test]
    fn every_mention_gets_the_new_name() {
        for (text, new, expected) in [
            (
                "functions:\n  $0a: {} # a\n  b: {}\naggregation:\n  x:\n    functions: [b, 'a', \"a\"] # a\n",
                "c",
                "functions:\n  c: {} # a\n  b: {}\naggregation:\n  x:\n    functions: [b, 'c', \"c\"] # a\n",
            ),
            (
                "functions:\n  a: {}\naggregation:\n  x:\n    functionsPattern: ['!a', a$0, 'a*']\n",
                "新",
                "functions:\n  新: {}\naggregation:\n  x:\n    functionsPattern: ['!新', 新, 'a*']\n",
            ),
            (
                "aggregation:\n  $0x: {functions: []}\n",
                "y",
                "aggregation:\n  y: {functions: []}\n",
            ),
            ("layers:\n  $0x: {}\n", "y z", "layers:\n  'y z': {}\n"),
            (
                "layers:\n  'it$0em': {}\n",
                "y's",
                "layers:\n  'y''s': {}\n",
            ),
            (
                "layers:\n  \"it$0em\": {}\n",
                "y\"s\\",
                "layers:\n  \"y\\\"s\\\\\": {}\n",
            ),
            ("layers:\n  $0x: {}\n", "true", "layers:\n  'true': {}\n"),
            ("layers:\n  $0x: {}\n", "12", "layers:\n  '12': {}\n"),
            (
                "a: &$0x {b: 1}\nc: *x\nd:\n  <<: *x\n",
                "base",
                "a: &base {b: 1}\nc: *base\nd:\n  <<: *base\n",
            ),
            ("a: &x 1\nb: *$0x # *x\n", "x", "a: &x 1\nb: *x # *x\n"),
        ] {
            assert_eq!(renamed(text, new), expected, "{text}");
        }
    }

    #[test]
    fn names_that_the_cloud_refuses_are_refused() {
        let aliyun = "service: s\nprovider: {name: aliyun}\nfunctions:\n  $0a: {}\n";
        let tencent = "service: shop\nprovider: {name: tencent}\nfunctions:\n  $0a: {}\n";
        for (text, new, expected) in [
            (
                aliyun,
                "1st",
                "refused: The cloud refuses the function name `1st`: it must not begin with `1`.",
            ),
            (
                aliyun,
                "用户",
                "refused: The cloud refuses the function name `用户`: `用` is not allowed.",
            ),
            (
                aliyun,
                "a b",
                "refused: The cloud refuses the function name `a b`: spaces are not allowed.",
            ),
            (
                tencent,
                "a-",
                "refused: The cloud refuses the function name `shop-test-a-`: it must not end with `-`.",
            ),
            (aliyun, "", "refused: A name is needed."),
            (aliyun, "a\nb", "refused: A name must stand in one line."),
        ] {
            assert_eq!(renamed(text, new), expected, "{new}");
        }
        assert!(renamed(aliyun, &"a".repeat(65)).contains("has 65 characters"));
        assert!(renamed(tencent, &"a".repeat(51)).contains("has 61 characters"));
        assert!(renamed(tencent, &"a".repeat(50)).contains("aaa: {}"));
        // nobody knows the cloud, so nobody refuses
        assert_eq!(
            renamed("functions:\n  $0a: {}\n", "用户"),
            "functions:\n  用户: {}\n"
        );
        let refusal = outcome(aliyun, "1st").expect_err("a refusal");
        assert_eq!(refusal.zh, "云平台不接受函数名 `1st`：不能以 `1` 开头。");
    }

    #[test]
    fn names_that_are_taken_are_refused() {
        for (text, new, expected) in [
            (
                "functions:\n  $0a: {}\n  b: {}\n",
                "b",
                "refused: There is already a function `b`.",
            ),
            (
                "functions:\n  $0a: {}\naggregation:\n  b: {}\n",
                "b",
                "refused: There is already an aggregation `b`",
            ),
            (
                "functions:\n  a: {}\naggregation:\n  $0b: {}\n",
                "a",
                "refused: There is already a function `a`.",
            ),
            (
                "layers:\n  $0a: {}\n  b: {}\n",
                "b",
                "refused: There is already a layer `b`.",
            ),
            (
                "a: &$0x 1\nb: &y 2\n",
                "y",
                "refused: There is already an anchor `&y`.",
            ),
            (
                "a: &$0x 1\n",
                "x y",
                "refused: The name of an anchor must not contain ` `.",
            ),
            (
                "a: &$0x 1\n",
                "[x",
                "refused: The name of an anchor must not contain `[`.",
            ),
        ] {
            assert!(
                renamed(text, new).starts_with(expected),
                "{text}: {}",
                renamed(text, new)
            );
        }
    }

    #[test]
    fn other_things_keep_their_names() {
        for text in [
            "service: $0shop\n",
            "functions:\n  a:\n    handler: a.$0b\n",
            "functions:\n  a:\n    events:\n      - $0http: true\n",
            "a: *$0gone\n",
            "$0",
        ] {
            assert_eq!(renamed(text, "new"), "nothing", "{text}");
            let (text, offset) = fixture(text);
            assert_eq!(prepare_rename(&Document::new(&text), offset), None);
        }
    }

    #[test]
    fn the_name_in_the_code_changes_too() {
        let outcome = outcome("functions:\n  $0buy: {}\n", "sell").expect("no refusal");
        let (_, rename) = outcome.expect("a rename");
        let [(path, edits)] = &rename.in_code[..] else {
            panic!("{rename:?}")
        };
        assert_eq!(path, "src/a.ts");
        assert_eq!(applied(SOURCE, edits), SOURCE.replace("'buy'", "'sell'"));
    }

    #[test]
    fn the_place_to_rename_is_the_bare_name() {
        for (marked, expected) in [
            ("functions:\n  'a$0b': {}\n", "ab"),
            ("a: &x 1\nb: *$0x\n", "x"),
            ("functions:\n  数$0据: {}\n", "数据"),
            ("aggregation:\n  x: {functionsPattern: ['!$0y']}\n", "y"),
        ] {
            let (text, offset) = fixture(marked);
            let (span, name) = prepare_rename(&Document::new(&text), offset).expect("a name");
            assert_eq!((&text[span.range()], &*name), (expected, expected));
        }
    }

    #[test]
    fn chinese_comments_that_name_it_stay() {
        assert_eq!(
            renamed(
                "# 首页 是入口\nfunctions:\n  首$0页: {} # 首页\naggregation:\n  全部: {functions: [首页]} # 首页\n",
                "入口"
            ),
            "# 首页 是入口\nfunctions:\n  入口: {} # 首页\naggregation:\n  全部: {functions: [入口]} # 首页\n"
        );
    }

    #[test]
    fn a_chinese_anchor_is_renamed_everywhere() {
        assert_eq!(
            renamed("a: &公共 {b: 1}\nc:\n  <<: [*公$0共]\nd: *公共\n", "base"),
            "a: &base {b: 1}\nc:\n  <<: [*base]\nd: *base\n"
        );
    }

    #[test]
    fn a_taken_name_is_refused_in_chinese() {
        let refusal = outcome("functions:\n  $0甲: {}\n  乙: {}\n", "乙").expect_err("a refusal");
        assert!(
            refusal.zh.contains("`乙`") && refusal.zh.contains("函数"),
            "{}",
            refusal.zh
        );
    }
}
