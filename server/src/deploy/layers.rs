//! What packaging does with `layers`: `installLayer` of fcli-plugin-package, and `getLayers` of serverless-spec-builder
//! 1.3.22, which writes them into the entry files. Nothing of it is handed over, but it may stop there.

use super::thrown::{Cause, Thrown};
use super::value::Value;

/// Goes over the layers of a folded file.
///
/// # Errors
/// What stops packaging.
pub(super) fn load(file: &Value) -> Result<(), Thrown> {
    let functions = file.get("functions").properties();
    let at_top = || "layers".to_owned();
    install(file.get("layers"), at_top)?;
    for (name, function) in &functions {
        install(function.get("layers"), || {
            format!("functions.{name}.layers")
        })?;
    }
    if !functions.is_empty() {
        write(file.get("layers"), at_top)?;
    }
    for (name, function) in &functions {
        let layers = function.get("layers");
        let has_length = match layers {
            Value::List(items) => !items.is_empty(),
            map => map.get("length").is_truthy(),
        };
        if has_length {
            write(layers, || format!("functions.{name}.layers"))?;
        }
    }
    Ok(())
}

/// `formatLayers` of the package plugin: passes over what is no layer, and splits every path.
fn install(layers: &Value, at: impl Fn() -> String) -> Result<(), Thrown> {
    for (index, (_, layer)) in layers.properties().into_iter().enumerate() {
        let path = layer.get("path");
        if path.is_truthy() && path.as_text().is_none() {
            let at = format!("{}.path", place(layers, &at(), index));
            return Err(Thrown::new(at, Cause::NotText("split")));
        }
    }
    Ok(())
}

/// `getLayers` of the builder: reads `path` of everything, and needs something behind its first colon.
fn write(layers: &Value, at: impl Fn() -> String) -> Result<(), Thrown> {
    for (index, (_, layer)) in layers.properties().into_iter().enumerate() {
        let place = || place(layers, &at(), index);
        let Some(path) = layer.read("path", place)?.truthy() else {
            continue;
        };
        let has_colon = path.as_text().is_some_and(|text| text.contains(':'));
        if !has_colon {
            let at = format!("{}.path", place());
            return Err(Thrown::new(at, Cause::ReadsOfNothing("replace")));
        }
    }
    Ok(())
}

/// The YAML path of a layer.
fn place(layers: &Value, at: &str, index: usize) -> String {
    match layers {
        Value::List(_) => format!("{at}[{index}]"),
        _ => match layers.properties().get(index) {
            Some((key, _)) => format!("{at}.{key}"),
            None => at.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::value;
    use crate::syntax::Document;

    fn loaded(text: &str) -> Result<(), Thrown> {
        load(&value(&Document::new(text)).expect("it is valid"))
    }

    #[test]
    fn what_stops_packaging() {
        for (text, at) in [
            ("layers: [~]\nfunctions: {a: {}}", "layers[0]"),
            ("layers: {x: ~}\nfunctions: {a: {}}", "layers.x"),
            ("layers: {x: {path: 3}}", "layers.x.path"),
            (
                "layers: {x: {path: redis}}\nfunctions: {a: {}}",
                "layers.x.path",
            ),
            (
                "functions: {a: {layers: [{path: redis}]}}",
                "functions.a.layers[0].path",
            ),
            (
                "functions: {a: {layers: {x: {path: 3}}}}",
                "functions.a.layers.x.path",
            ),
        ] {
            assert_eq!(loaded(text).expect_err(text).at, at);
        }
        for text in [
            "layers: [~]",
            "layers: text\nfunctions: {a: {layers: text}}",
            "functions: {a: {layers: {x: ~, y: {path: redis}}}}",
            "layers: {x: {path: 'npm:redis'}, y: npm, z: {}}\nfunctions: {a: {}}",
        ] {
            assert_eq!(loaded(text), Ok(()), "{text}");
        }
    }
}
