//! From classes with decorators to functions, in the words of every Midway generation.
//!
//! Read in `@midwayjs/faas` 1.2 (`starter.js`), `@midwayjs/faas-code-analysis` 1.2, `@midwayjs/decorator` 2.14 and
//! `@midwayjs/core` 4.0 (`slsFunctionService.js`).

use std::sync::Arc;

use super::class::{Class, Method};
use super::decorator::{Decorator, inside_quotes};
use super::file::{ClassPlace, DeclaredBy, Setting, SourceFunction, SourceTrigger, find};
use super::literal::Literal;
use super::names::{camel_case, kebab_name};
use crate::syntax::Span;

/// The method that a decorated class is called by.
const CLASS_METHOD: &str = "handler";

/// The longest name of a class, in bytes, that is taken for one: it is repeated for each of its functions.
const MAX_NAME: usize = 256;

/// The most decorators of one class or method that are looked at.
const MAX_DECORATORS: usize = 64;

/// The functions that classes declare.
pub(super) fn functions(classes: &[Class]) -> Vec<SourceFunction> {
    let mut functions = Vec::new();
    for class in classes {
        let place = place(class);
        let decorators = class.decorators.iter().take(MAX_DECORATORS);
        let mut funcs = decorators.filter(|one| one.is_func()).peekable();
        if funcs.peek().is_some() {
            let mut methods = class.methods.iter();
            let method = methods.find(|method| method.named.name == CLASS_METHOD);
            functions.extend(funcs.map(|one| by_func(one, class, place.as_ref(), method)));
        }
        for method in &class.methods {
            of_method(method, class, place.as_ref(), &mut functions);
        }
    }
    functions
}

fn place(class: &Class) -> Option<Arc<ClassPlace>> {
    (class.is_there && class.name.len() <= MAX_NAME).then(|| {
        Arc::new(ClassPlace {
            name: class.name.clone(),
            provider_id: provider_id(class),
            span: class.span,
            selection: class.selection,
        })
    })
}

fn provider_id(class: &Class) -> String {
    let provide = class.decorators.iter().find(|one| one.is_provide());
    let written = provide.and_then(|provide| provide.text_at(0));
    match written {
        Some((id, _)) if !id.is_empty() && id.len() <= MAX_NAME => id.to_owned(),
        _ => camel_case(&class.name),
    }
}

fn of_method(
    method: &Method,
    class: &Class,
    place: Option<&Arc<ClassPlace>>,
    functions: &mut Vec<SourceFunction>,
) {
    let decorators = || method.decorators.iter().take(MAX_DECORATORS);
    for decorator in decorators() {
        if decorator.is_func() || decorator.name == "Handler" {
            functions.push(by_func(decorator, class, place, Some(method)));
        }
    }
    let named = decorators().find(|one| one.name == "ServerlessFunction");
    let triggers: Vec<&Decorator> = decorators()
        .filter(|one| one.name == "ServerlessTrigger")
        .collect();
    let routes: Vec<&Decorator> = match controller(class) {
        Some(_) => decorators().filter(|one| one.is_route()).collect(),
        None => Vec::new(),
    };
    let by = match (triggers.is_empty(), routes.is_empty(), named) {
        (false, _, _) => DeclaredBy::ServerlessTrigger,
        (true, false, _) => DeclaredBy::Route,
        (true, true, Some(_)) => DeclaredBy::ServerlessFunction,
        (true, true, None) => return,
    };
    let settings = named.map_or(&[][..], |named| named.settings_at(0));
    let first_function = functions.len();
    let provider_id = place.map_or("", |place| &place.provider_id);
    let mut add = |decorator: &Decorator, trigger: Option<SourceTrigger>| {
        let fields = trigger.as_ref().map_or(&[][..], |trigger| &trigger.fields);
        let name = written(settings, fields, "functionName");
        let handler = written(settings, fields, "handlerName");
        let same = functions
            .iter_mut()
            .skip(first_function)
            .find(|known| known.name.as_deref() == name.map(|(name, _)| name));
        if let Some(known) = same {
            known.triggers.extend(trigger);
            return;
        }
        functions.push(SourceFunction {
            by,
            name: name.map(|(name, _)| name.to_owned()),
            derived_name: format!(
                "{}-{}",
                provider_id.replace([':', '#'], "-"),
                method.named.name
            ),
            handler: match handler {
                Some((handler, _)) => handler.to_owned(),
                None => format!("{provider_id}.{}", method.named.name),
            },
            is_handler_written: handler.is_some(),
            handler_span: handler.map(|(_, span)| span),
            name_span: name.map(|(_, span)| span),
            line: method.line,
            class: place.cloned(),
            method: Some(method.named.clone()),
            decorator: named.map_or(decorator.span, |named| {
                if named.span.start < decorator.span.start {
                    named.span
                } else {
                    decorator.span
                }
            }),
            triggers: trigger.into_iter().collect(),
            settings: settings.to_vec(),
            signature: method.signature.clone(),
        });
    };
    for decorator in triggers {
        add(decorator, Some(trigger(decorator)));
    }
    for decorator in routes {
        add(decorator, Some(route(decorator, class)));
    }
    if by == DeclaredBy::ServerlessFunction
        && let Some(named) = named
    {
        add(named, None);
    }
}

/// A text of `@ServerlessFunction`, or else of the trigger, and its place inside the quotes.
fn written<'s>(
    settings: &'s [Setting],
    fields: &'s [Setting],
    name: &str,
) -> Option<(&'s str, Span)> {
    [settings, fields].into_iter().find_map(|settings| {
        let setting = find(settings, name)?;
        Some((setting.value.as_text()?, inside_quotes(setting.value_span)))
    })
}

fn trigger(decorator: &Decorator) -> SourceTrigger {
    let kind = match decorator.argument(0) {
        Some(Literal::Text(text)) => text.clone(),
        Some(Literal::Name(name)) => {
            let member = name.rsplit('.').next().unwrap_or(name);
            fyml_schema::trigger_of_member(member)
                .unwrap_or(member)
                .to_owned()
        }
        _ => String::new(),
    };
    SourceTrigger {
        kind,
        fields: decorator.settings_at(1).to_vec(),
        span: decorator.span,
    }
}

fn controller(class: &Class) -> Option<&Decorator> {
    class.decorators.iter().find(|one| one.name == "Controller")
}

/// The trigger of a controller's method, with the prefix of the controller in its path.
fn route(decorator: &Decorator, class: &Class) -> SourceTrigger {
    let (path, method) = match fyml_schema::method_of_route(&decorator.name) {
        Some(method) => (decorator.text_at(0), Some(method.to_owned())),
        None => {
            let settings = decorator.settings_at(0);
            let method = match find(settings, "requestMethod").map(|setting| &setting.value) {
                Some(Literal::Text(method)) => Some(method.clone()),
                Some(Literal::Name(name)) => name.rsplit('.').next().map(str::to_ascii_lowercase),
                _ => None,
            };
            (written(settings, &[], "path"), method)
        }
    };
    let prefix = controller(class).and_then(|controller| controller.text_at(0));
    let (path, path_span) = path.unwrap_or(("/", decorator.span));
    let joined = join(prefix.map_or("/", |(prefix, _)| prefix), path);
    let setting = |name: &str, value: String, span: Span| Setting {
        name: name.to_owned(),
        name_span: span,
        value: Literal::Text(value),
        value_span: span,
    };
    let mut fields = vec![setting("path", joined, path_span)];
    fields.extend(method.map(|method| setting("method", method, decorator.span)));
    SourceTrigger {
        kind: "http".to_owned(),
        fields,
        span: decorator.span,
    }
}

/// A controller's prefix and a method's path as one path.
fn join(prefix: &str, path: &str) -> String {
    let prefix = prefix.trim_end_matches('/');
    let path = path.trim_start_matches('/');
    match (prefix.is_empty(), path.is_empty()) {
        (true, _) => format!("/{path}"),
        (false, true) => prefix.to_owned(),
        (false, false) => format!("{prefix}/{path}"),
    }
}

/// A function that `@Func` or `@Handler` declares.
fn by_func(
    decorator: &Decorator,
    class: &Class,
    place: Option<&Arc<ClassPlace>>,
    method: Option<&Method>,
) -> SourceFunction {
    let (written, options) = match decorator.text_at(0) {
        Some(written) => (Some(written), decorator.settings_at(1)),
        None => {
            let options = decorator.settings_at(0);
            (self::written(options, &[], "funHandler"), options)
        }
    };
    let written = written.filter(|(handler, _)| !handler.is_empty());
    let handler = match written {
        Some((handler, _)) => handler.to_owned(),
        None => {
            let method = method.map_or(CLASS_METHOD, |method| &method.named.name);
            let class = place.map_or("", |place| &place.name);
            format!("{}.{}", kebab_name(class), kebab_name(method))
        }
    };
    let kind = find(options, "event").and_then(|event| match &event.value {
        Literal::Text(text) => Some(text.to_lowercase()),
        Literal::Name(name) => {
            let member = name.rsplit('.').next().unwrap_or(name);
            let known = fyml_schema::trigger_of_member(member);
            Some(known.map_or_else(|| member.to_lowercase(), str::to_owned))
        }
        _ => None,
    });
    let is_trigger_field = |setting: &&Setting| {
        !matches!(setting.name.as_str(), "event" | "funHandler" | "middleware")
    };
    SourceFunction {
        by: if decorator.is_func() {
            DeclaredBy::Func
        } else {
            DeclaredBy::Handler
        },
        name: None,
        derived_name: handler
            .strip_suffix(".handler")
            .unwrap_or(&handler)
            .replace('.', "-"),
        handler,
        is_handler_written: written.is_some(),
        handler_span: written.map(|(_, span)| span),
        name_span: None,
        line: method.map_or(class.line, |method| method.line),
        class: place.cloned(),
        method: method.map(|method| method.named.clone()),
        decorator: decorator.span,
        triggers: kind
            .map(|kind| SourceTrigger {
                kind,
                fields: options.iter().filter(is_trigger_field).cloned().collect(),
                span: decorator.span,
            })
            .into_iter()
            .collect(),
        settings: options.to_vec(),
        signature: method
            .map_or(&class.signature, |method| &method.signature)
            .clone(),
    }
}
