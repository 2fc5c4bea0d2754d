//! `http` and `apigw`.

use fyml_schema::{Literal, methods};

use super::events::Moving;
use super::methods::{Opened, opened};
use super::mover::Mover;
use super::report::Fate;
use crate::message;
use crate::model::TriggerShape;
use crate::syntax::Entry;

impl<'d> Mover<'d> {
    /// An http trigger of a function that is deployed alone.
    pub fn http(&mut self, moving: Moving<'d>) {
        self.path(moving);
        if let Some(method) = moving.trigger.get("method") {
            self.method(method);
        }
        self.fields(moving, |field| field == "method");
    }

    /// Without a path every builder takes another one.
    fn path(&mut self, moving: Moving<'d>) {
        let default = |facts: &'static fyml_schema::Trigger, path| match facts
            .field("path")?
            .default_on(path)?
        {
            Literal::Str(path) => Some(path),
            _ => None,
        };
        let here = default(moving.here, self.from);
        let there = default(moving.there, self.to);
        let written = moving.trigger.get("path");
        let is_written = written.is_some_and(|path| !path.value.is_falsy());
        let (Some(here), Some(there)) = (here, there) else {
            return;
        };
        if is_written || here == there {
            return;
        }
        let entry = moving.trigger.entry();
        if here.contains('<') {
            // a name the cloud makes up, which nobody would choose
            return self.needs_you(
                entry,
                message!(
                    "no path is written: it answered at `{here}` until now, and will at `{there}`. Write the `path` you mean.",
                    "没有写路径：此前响应的是 `{here}`，之后会是 `{there}`。请写明需要的 `path`。"
                ),
            );
        }
        let reason = message!(
            "no path is written: it answered at `{here}` until now, and would at `{there}`.",
            "没有写路径：此前响应的是 `{here}`，之后会变成 `{there}`。"
        );
        let value = entry.value;
        let yaml = format!("path: {here}");
        match moving.trigger.shape() {
            TriggerShape::Bool(true) => {
                self.rewrite_yaml(Fate::Translated, entry, &format!("{{{yaml}}}"), reason);
            }
            TriggerShape::Fields => {
                let first = value.written_entries().next();
                let is_done = match (written, first) {
                    (Some(path), _) => self.edits.value(path, here),
                    (None, Some(first)) => self.edits.insert_before(value, first, &yaml),
                    (None, None) => self.edits.value(entry, &format!("{{{yaml}}}")),
                };
                if is_done {
                    self.added(entry.key, "path", here, reason);
                }
            }
            _ => self.needs_you(
                entry,
                message!(
                    "its value is not read at all: write a map with the `path` you mean.",
                    "这里的值不会被读取：请写成包含 `path` 的映射。"
                ),
            ),
        }
    }

    fn method(&mut self, entry: Entry<'d>) {
        let rules = methods(self.from).zip(methods(self.to));
        let Some((here, there)) = rules.filter(|_| !entry.value.is_null()) else {
            return;
        };
        if entry.value.is_interpolated() {
            return self.carried(entry);
        }
        let (now, then) = (
            opened(Some(entry.value), here),
            opened(Some(entry.value), there),
        );
        if now == then {
            return self.carried(entry);
        }
        let cloud = self.there();
        match now {
            Opened::All => {
                // the old builder did not understand what is written, the new one does
                if matches!(&then, Opened::Some(methods) if !methods.is_empty()) {
                    return self.as_written(entry, &then);
                }
                self.rewrite_yaml(
                    Fate::Translated,
                    entry,
                    "any",
                    message!(
                        "every method, as {cloud} takes it.",
                        "所有方法，按 {cloud} 的写法。"
                    ),
                );
            }
            Opened::Some(methods) if methods.is_empty() => self.as_written(entry, &then),
            Opened::Some(methods) => {
                let wider = matches!(&then, Opened::Some(then) if methods.iter().all(|method| then.contains(method)));
                if wider {
                    return self.as_written(entry, &then);
                }
                let list = methods.join(", ");
                self.rewrite_yaml(
                    Fate::Lost,
                    entry,
                    "any",
                    message!(
                        "{cloud} takes one of its methods or every one, so every one it is: the restriction to {list} is lost. Check the method in the code.",
                        "{cloud} 只支持单个方法或所有方法，因此改为所有方法：不再限于 {list}，请在代码中检查请求方法。"
                    ),
                );
            }
            Opened::Throws => self.as_written(entry, &then),
        }
    }

    fn opens_nothing(&mut self, entry: Entry<'d>) {
        let there = self.there();
        self.needs_you(
            entry,
            message!(
                "{there} knows none of these methods: the function would answer no request.",
                "{there} 不支持这些方法：函数不会响应任何请求。"
            ),
        );
    }

    /// What is written had another effect here than it will have there.
    fn as_written(&mut self, entry: Entry<'d>, then: &Opened) {
        let (here, there) = (self.here(), self.there());
        let list = match then {
            Opened::Some(methods) if !methods.is_empty() => methods.join(", "),
            Opened::Some(_) => return self.opens_nothing(entry),
            Opened::All | Opened::Throws => "ANY".to_owned(),
        };
        self.needs_you(
            entry,
            message!(
                "{here} read it in another way; on {there} it means {list}. Is that what you want?",
                "{here} 对它的理解不同；在 {there} 上它表示 {list}，请确认是否符合预期。"
            ),
        );
    }
}
