//! Keys at the top of the file that are read in a section below it.

use fyml_schema::keys::MISPLACED;
use fyml_schema::{Cloud, DeployPath, Key, PathStep, Support};

use crate::lint::TextEdit;
use crate::lint::edit::{place, removal};
use crate::syntax::{Entry, Kind, Node, Span, Style};

/// Where a key at the top is read, and the edits that move it there.
pub(super) struct Move {
    /// The section.
    pub section: &'static str,
    /// They do not overlap.
    pub edits: Vec<TextEdit>,
}

/// The section that such a key is meant for, if it is there, is read by `cloud` and has no such key.
pub(super) fn to_section(root: Node<'_>, entry: Entry<'_>, cloud: Option<Cloud>) -> Option<Move> {
    if root.document().root() != Some(root) {
        return None;
    }
    let name = entry.name();
    let (_, meant) = MISPLACED.iter().find(|(key, _)| *key == name)?;
    let (section, key) = meant.split_once('.').filter(|(_, key)| *key == name)?;
    let steps = [PathStep::Key(section), PathStep::Key(key)];
    let known = fyml_schema::place(&steps)?.key?;
    if !cloud.is_none_or(|cloud| is_read(known, cloud)) {
        return None;
    }
    let text = on_one_line(entry)?;
    let owner = root.get(section)?;
    let written = match owner.value.kind() {
        Kind::Mapping => into_map(owner.value, &name, &text)?,
        _ => beside_text(owner, root, &text).filter(|_| section == "deployType")?,
    };
    let removed = removal(root, entry)?;
    Some(Move {
        section,
        edits: vec![written, removed],
    })
}

fn is_read(key: &Key, cloud: Cloud) -> bool {
    let paths: &[DeployPath] = cloud.paths();
    paths.is_empty()
        || paths
            .iter()
            .any(|path| key.support.on(*path) != Support::Ignored)
}

/// The entry's text, if another place can take it as it is.
fn on_one_line(entry: Entry<'_>) -> Option<String> {
    let span = Span {
        start: entry.key.span().start,
        end: entry.span().end,
    };
    let text = entry.key.document().text().slice(span).into_owned();
    let is_value = entry.value.is_scalar() || entry.value.style() == Style::Flow;
    let is_plain = !text.contains(['\n', '#', '&', '*', '!']) && entry.value.kind() != Kind::Alias;
    (is_value && is_plain).then_some(text)
}

/// As its last entry.
fn into_map(map: Node<'_>, name: &str, text: &str) -> Option<TextEdit> {
    let last = map.written_entries_here().last()?;
    if map.get(name).is_some() {
        return None;
    }
    if place::is_flow(map) {
        let is_open = text.contains([',', '{', '}', '[', ']']) || map.raw().contains('#');
        return (!is_open).then(|| place::insert_in_flow(map, Some(last.span()), text));
    }
    let document = map.document();
    let start = place::start(last.key);
    if !place::is_block(map) || !place::begins_line(document, start) {
        return None;
    }
    let column = place::column(document, start);
    let line = place::line_behind(document, last.span().end, column.saturating_sub(1));
    let lines = format!("{}{text}", " ".repeat(column));
    Some(place::insert_lines(document, line, &lines, "\n"))
}

/// `deployType: koa` becomes a map.
fn beside_text(owner: Entry<'_>, root: Node<'_>, text: &str) -> Option<TextEdit> {
    owner.value.as_str()?;
    let span = Span {
        start: owner.key.span().end,
        end: owner.value.span().end,
    };
    let raw = owner.value.raw();
    let is_plain = owner.key.document().text().slice(span) == format!(": {raw}");
    let map = match place::is_block(root) {
        true => format!(":\n  type: {raw}\n  {text}"),
        false => format!(": {{type: {raw}, {text}}}"),
    };
    is_plain.then_some(TextEdit { span, text: map })
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::{check_rule, choices};

    #[test]
    fn a_key_of_a_section_is_moved_there() {
        for (text, title, after) in [
            (
                "service: a\ndeployType: koa # 框架\nversion: 3.0.0\nprovider: {name: aliyun}\n",
                "Move `version` below `deployType`",
                "service: a\ndeployType:\n  type: koa\n  version: 3.0.0 # 框架\nprovider: {name: aliyun}\n",
            ),
            (
                "timeout: 5 # 秒\nservice: a\nprovider:\n  name: aliyun # 云\n  # 完\n",
                "Move `timeout` below `provider`",
                "# 秒\nservice: a\nprovider:\n  name: aliyun # 云\n  # 完\n  timeout: 5\n",
            ),
            (
                "provider:\n  name: aliyun\nregion: cn-beijing",
                "Move `region` below `provider`",
                "provider:\n  name: aliyun\n  region: cn-beijing\n",
            ),
            (
                "{deployType: {type: koa}, version: 3.0.0, provider: {name: aliyun}}\n",
                "Move `version` below `deployType`",
                "{deployType: {type: koa, version: 3.0.0}, provider: {name: aliyun}}\n",
            ),
        ] {
            let found = choices("unknown-key", text);
            assert_eq!(found, [(title.to_owned(), after.to_owned())], "{text}");
            assert!(check_rule("unknown-key", after).is_empty(), "{after}");
        }
        let text = "deployType: koa\nversion: 3.0.0\nprovider: {name: aliyun}\n";
        assert!(check_rule("unknown-key", text)[0].contains("It belongs below `deployType`."));
    }

    #[test]
    fn without_the_section_or_with_the_key_there_it_can_only_go() {
        for text in [
            "service: a\nversion: 3.0.0\nprovider: {name: aliyun}\n",
            "service: a\ntimeout: 3\nprovider: {name: aliyun, timeout: 4}\n",
            "service: a\ndeployType: {type: koa, version: 3.0.0}\nversion: 2.0.0\nprovider: {name: aliyun}\n",
            "service: a\nenvironment:\n  A: b\nprovider: {name: aliyun}\n",
        ] {
            let found = choices("unknown-key", text);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].0.starts_with("Remove"), "{found:?}");
        }
    }
}
