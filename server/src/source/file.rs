//! What is known of a source file: plain data, with byte spans into its text.

use std::sync::Arc;

use super::{Export, Literal};
use crate::syntax::Span;

/// A source file as far as functions are concerned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceFile {
    /// The functions that decorators declare, in the order of the text.
    pub functions: Vec<SourceFunction>,
    /// What the module exports, in the order of the text. A handler without decorator is one of these.
    pub exports: Vec<Export>,
    /// Whether the text has mistakes, or was too much to read: there may be more than was found.
    pub is_incomplete: bool,
}

/// A function that source code declares.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFunction {
    /// What declares it.
    pub by: DeclaredBy,
    /// The name written for it (`functionName`); wins over `derived_name`.
    pub name: Option<String>,
    /// The name the toolchain gives it otherwise: `reportService-daily`, or `index` for `@Func('index.handler')`.
    /// Empty where it has none.
    pub derived_name: String,
    /// The handler it answers to, as f.yml spells it. Empty where generated code decides.
    pub handler: String,
    /// Whether the handler is written, and not made from class and method.
    pub is_handler_written: bool,
    /// Where the handler is written, quotes excluded.
    pub handler_span: Option<Span>,
    /// Where the name is written, quotes excluded.
    pub name_span: Option<Span>,
    /// The line of [`SourceFunction::selection`], from 0.
    pub line: u32,
    /// The class it is a part of.
    pub class: Option<Arc<ClassPlace>>,
    /// The method that is called; `None` if the class does not have it.
    pub method: Option<Named>,
    /// The decorator that declares it, from its `@`; with several, the first.
    pub decorator: Span,
    /// The triggers that are written for it. Empty says nothing: `@Func('a.b')` alone takes f.yml's.
    pub triggers: Vec<SourceTrigger>,
    /// What else is set in code (`@ServerlessFunction({memorySize: 256})`), function name and handler name included.
    pub settings: Vec<Setting>,
    /// One line of code that says how it is called: `async handler(event: string)`.
    pub signature: String,
}

/// The ways to declare a function, by generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeclaredBy {
    /// `@Func(…)` on a class or a method (Midway FaaS 0.x and 1.x; lower-case `@func` in early 0.x).
    Func,
    /// `@Handler('a.b')` on a method (1.x).
    Handler,
    /// `@ServerlessTrigger(…)` on a method (2.x, 3.x).
    ServerlessTrigger,
    /// `@ServerlessFunction(…)` without a trigger: declares nothing by itself, but names a method.
    ServerlessFunction,
    /// `@Get(…)` and the like in a `@Controller` (3.x).
    Route,
    /// `api(Get(…), …)` or a plain exported function of Midway Hooks; its names are generated.
    Hook,
}

/// A class and its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassPlace {
    /// Its name; empty for `export default class {}`.
    pub name: String,
    /// The id it is provided under: `@Provide('id')`, or its name in camel case.
    pub provider_id: String,
    /// All of it, decorators included.
    pub span: Span,
    /// Its name, or the word `class`.
    pub selection: Span,
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// All of it, decorators included.
    pub span: Span,
    /// The name's place.
    pub selection: Span,
}

/// A trigger written in code.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceTrigger {
    /// The key it has in f.yml's `events` (`apigw` for `ServerlessTriggerType.API_GATEWAY`); as written where it is
    /// none that is known, empty where it is no literal.
    pub kind: String,
    /// Its fields as they are written. The collectors of 2.x and 3.x take `method: 'get'` where an http or apigw
    /// trigger has none.
    pub fields: Vec<Setting>,
    /// The decorator.
    pub span: Span,
}

/// A name and a literal value: a property of an object in code.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The property's name.
    pub name: String,
    /// The name's place.
    pub name_span: Span,
    /// The value, as far as it is a literal.
    pub value: Literal,
    /// The value's place, quotes included.
    pub value_span: Span,
}

impl SourceFunction {
    /// The name the toolchain knows it by: the written one, or the derived one.
    pub fn function_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.derived_name)
    }

    /// The most telling place: the method's name, or else the class's, or the decorator.
    pub fn selection(&self) -> Span {
        match (&self.method, &self.class) {
            (Some(method), _) => method.selection,
            (None, Some(class)) => class.selection,
            (None, None) => self.decorator,
        }
    }

    /// All of the code that declares it: the method with its decorators, or the class where the class is decorated.
    pub fn span(&self) -> Span {
        let whole = match (&self.method, &self.class) {
            (Some(method), _) => method.span,
            (None, Some(class)) => class.span,
            (None, None) => self.decorator,
        };
        whole.to(self.decorator)
    }

    /// The value of a setting.
    pub fn setting(&self, name: &str) -> Option<&Literal> {
        find(&self.settings, name).map(|setting| &setting.value)
    }
}

impl SourceTrigger {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&Literal> {
        find(&self.fields, name).map(|setting| &setting.value)
    }
}

/// The setting of this name that counts: the last one, as in JavaScript.
pub(super) fn find<'s>(settings: &'s [Setting], name: &str) -> Option<&'s Setting> {
    settings.iter().rev().find(|setting| setting.name == name)
}
