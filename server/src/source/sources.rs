//! The source files of one project, as an index from handlers and function names to code.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Export, SourceFile, SourceFunction};
use crate::syntax::Span;

/// The extensions of files a handler may lie in, in the order in which they are tried.
const EXTENSIONS: [&str; 5] = ["ts", "js", "mjs", "cjs", "tsx"];

/// The source files of one project.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<(String, Arc<SourceFile>)>,
    by_path: HashMap<String, usize>,
    /// File and function, in the order of the files.
    by_handler: HashMap<String, Vec<(usize, usize)>>,
    by_name: HashMap<String, Vec<(usize, usize)>>,
    is_cut: bool,
}

/// A function and the file it is in.
#[derive(Debug, Clone, Copy)]
pub struct Declared<'s> {
    /// The file, relative to the f.yml's folder, with `/`.
    pub path: &'s str,
    /// The function.
    pub function: &'s SourceFunction,
}

/// A place in the code that answers to a handler.
#[derive(Debug, Clone, Copy)]
pub struct Target<'s> {
    /// The file, relative to the f.yml's folder, with `/`.
    pub path: &'s str,
    /// All of the code.
    pub span: Span,
    /// The name to go to.
    pub selection: Span,
    /// The line of `selection`, from 0.
    pub line: u32,
    /// One line that says how it is called.
    pub signature: &'s str,
    /// The function that decorators declare there; `None` for a plain export.
    pub function: Option<&'s SourceFunction>,
}

impl Sources {
    /// An index over files, whose paths are relative to the f.yml's folder and written with `/`. `is_cut` if there are
    /// more files than were read.
    pub fn new(mut files: Vec<(String, Arc<SourceFile>)>, is_cut: bool) -> Sources {
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut sources = Sources {
            is_cut,
            ..Sources::default()
        };
        for (at, (path, file)) in files.iter().enumerate() {
            sources.by_path.insert(path.clone(), at);
            for (index, function) in file.functions.iter().enumerate() {
                let place = (at, index);
                let add = |map: &mut HashMap<String, Vec<_>>, key: &str| {
                    if !key.is_empty() {
                        map.entry(key.to_owned()).or_default().push(place);
                    }
                };
                add(&mut sources.by_handler, &function.handler);
                add(&mut sources.by_name, function.function_name());
            }
        }
        sources.files = files;
        sources
    }

    /// The files and what is in them, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        self.files.iter().map(|(path, file)| (&**path, &**file))
    }

    /// One file.
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        let (_, file) = self.files.get(*self.by_path.get(path)?)?;
        Some(file)
    }

    /// Whether there are more files than were read, or some that have mistakes: that something is not found does not
    /// mean that it is not there.
    pub fn is_incomplete(&self) -> bool {
        self.is_cut || self.files.iter().any(|(_, file)| file.is_incomplete)
    }

    /// Every function that decorators declare, in the order of the files and of their texts.
    pub fn functions(&self) -> impl Iterator<Item = Declared<'_>> {
        let files = self.files.iter();
        files.flat_map(|(path, file)| {
            let functions = file.functions.iter();
            functions.map(|function| Declared { path, function })
        })
    }

    /// The functions that answer to exactly this handler.
    pub fn by_handler(&self, handler: &str) -> impl Iterator<Item = Declared<'_>> {
        self.at(self.by_handler.get(handler))
    }

    /// The functions that the toolchain knows by exactly this name, written or derived.
    pub fn by_name(&self, name: &str) -> impl Iterator<Item = Declared<'_>> {
        self.at(self.by_name.get(name))
    }

    fn at(&self, places: Option<&Vec<(usize, usize)>>) -> impl Iterator<Item = Declared<'_>> {
        let places = places.map_or(&[][..], |places| places);
        places.iter().filter_map(|&(file, function)| {
            let (path, file) = self.files.get(file)?;
            let function = file.functions.get(function)?;
            Some(Declared { path, function })
        })
    }

    /// The code of the function `name` with this handler, best first:
    ///
    /// 1. what declares the handler (`@Func('a.b')`, `handlerName: 'a.b'`, provider id and method);
    /// 2. what declares the function's name (`functionName: 'name'`), where nothing declares the handler;
    /// 3. the export `b` of `a.js` beside f.yml, which is deployed as it is, or of `a`, `src/a` or `src/a/index`.
    ///
    /// Follows the toolchain: at run time the handler is an id that decorators register, and a file `a.js` in the
    /// project's root takes the place of the generated entry.
    pub fn targets(&self, name: Option<&str>, handler: Option<&str>) -> Vec<Target<'_>> {
        let declared: Vec<Declared<'_>> = handler
            .map(|handler| self.by_handler(handler).collect())
            .unwrap_or_default();
        if !declared.is_empty() {
            return declared.into_iter().map(Target::of).collect();
        }
        let named: Vec<Target<'_>> = name
            .map(|name| self.by_name(name).map(Target::of).collect())
            .unwrap_or_default();
        if !named.is_empty() {
            return named;
        }
        handler
            .and_then(|handler| self.exported(handler))
            .into_iter()
            .collect()
    }

    /// The export that a handler names by file and name.
    fn exported(&self, handler: &str) -> Option<Target<'_>> {
        let (file, name) = handler.rsplit_once('.')?;
        let file = file.trim_start_matches("./");
        let stems = [
            file.to_owned(),
            format!("src/{file}"),
            format!("src/{file}/index"),
        ];
        let paths = stems
            .iter()
            .flat_map(|stem| EXTENSIONS.map(|extension| format!("{stem}.{extension}")));
        paths
            .filter_map(|path| self.files.get(*self.by_path.get(&path)?))
            .find_map(|(path, file)| {
                let export = file.exports.iter().find(|export| export.name == name)?;
                Some(Target::exported(path, export))
            })
    }
}

impl<'s> Target<'s> {
    fn of(declared: Declared<'s>) -> Target<'s> {
        let function = declared.function;
        Target {
            path: declared.path,
            span: function.span(),
            selection: function.selection(),
            line: function.line,
            signature: &function.signature,
            function: Some(function),
        }
    }

    fn exported(path: &'s str, export: &'s Export) -> Target<'s> {
        Target {
            path,
            span: export.span,
            selection: export.selection,
            line: export.line,
            signature: &export.signature,
            function: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Grammar, read};

    fn sources(files: &[(&str, &str)]) -> Sources {
        let read = |(path, text): &(&str, &str)| {
            let grammar = Grammar::of_file_name(path).expect("a source file");
            ((*path).to_owned(), Arc::new(read(text, grammar)))
        };
        Sources::new(files.iter().map(read).collect(), false)
    }

    fn targets(sources: &Sources, name: &str, handler: &str) -> Vec<String> {
        let targets = sources.targets(Some(name), Some(handler)).into_iter();
        targets
            .map(|target| format!("{} {}", target.path, target.signature))
            .collect()
    }

    #[test]
    fn a_handler_leads_to_what_declares_it() {
        let sources = sources(&[
            ("src/b.ts", "@Func('b.handler') class B { handler() {} }"),
            (
                "src/a.ts",
                "@Func('b.handler') class A { handler(x) {} }\nexport function main() {}",
            ),
            (
                "src/c.ts",
                "class C { @ServerlessFunction({functionName: 'named'}) @ServerlessTrigger('http') c() {} }",
            ),
            ("index.js", "exports.main = () => 1;"),
            ("src/index.ts", "export const main = 1;"),
            ("src/deep/index.ts", "export const go = async () => {};"),
        ]);
        for (name, handler, expected) in [
            (
                "x",
                "b.handler",
                &["src/a.ts handler(x)", "src/b.ts handler()"][..],
            ),
            ("named", "not.there", &["src/c.ts c()"]),
            ("other", "c.c", &["src/c.ts c()"]),
            ("x", "index.main", &["index.js exports.main = ()"]),
            ("x", "a.main", &["src/a.ts function main()"]),
            ("x", "deep.go", &["src/deep/index.ts go = async ()"]),
            ("x", "deep.stay", &[]),
            ("x", "nodot", &[]),
            ("x", "", &[]),
        ] {
            assert_eq!(
                targets(&sources, name, handler),
                expected,
                "{name} {handler}"
            );
        }
        assert_eq!(sources.functions().count(), 3);
        assert!(!sources.is_incomplete());
        assert!(sources.file("src/a.ts").is_some());
    }

    #[test]
    fn what_was_not_read_is_admitted() {
        assert!(Sources::new(Vec::new(), true).is_incomplete());
        assert!(sources(&[("a.ts", "class {")]).is_incomplete());
    }
}
