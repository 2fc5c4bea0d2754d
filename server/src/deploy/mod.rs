//! What deploying would hand to the cloud, worked out without running the toolchain: its builders, read in
//! `@midwayjs/serverless-spec-builder` and done over again, faults included. `tests/tests/oracle.rs` holds them
//! against the real ones.
//!
//! Everything works on [`Value`], a JavaScript value, because what the builders do to a file that is not as it should
//! be follows from JavaScript: what is falsy, what a list is as a key, what throws.

mod aliyun;
mod compact;
mod date;
mod fold;
mod interpolation;
pub mod json;
mod layers;
mod parts;
mod read;
mod recase;
mod spec;
mod tencent;
mod thrown;
mod value;
mod vercel;
mod wechat;
pub mod yaml;

pub use fold::{fold, members};
pub use interpolation::interpolate;
pub use parts::{goes_on_behind, hand_over_in_parts, is_by_function};
pub use read::{MAX_NODES, value};
pub use thrown::{Cause, Thrown};
pub use value::{Map, Value};

use std::borrow::Cow;

use fyml_schema::{DeployPath, NAMES_OF_EVERY_OBJECT};

use spec::Spec;

/// Which builder of the toolchain; they differ where a method here says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum BuilderVersion {
    /// Up to 1.2.99 of `@midwayjs/serverless-spec-builder`.
    V1_2,
    /// 1.3.
    #[default]
    V1_3,
    /// 2.0.14 and later.
    V2,
}

impl BuilderVersion {
    /// Whether the default path to aliyun reads `provider.concurrency`.
    fn reads_provider_concurrency(self) -> bool {
        self >= BuilderVersion::V2
    }

    /// Whether the default path to aliyun passes `provider.layers` on.
    fn knows_layers(self) -> bool {
        self >= BuilderVersion::V1_3
    }

    /// Whether the default path to aliyun binds the routes of all functions to the domain of each; later ones bind a
    /// function's own only.
    fn keeps_routes_of_other_functions(self) -> bool {
        self <= BuilderVersion::V1_2
    }
}

/// What a builder makes of a file.
///
/// An empty file gives `undefined`, as the builder does. The variables `user_defined` are those of the environment
/// that begin with `UDEV_`, without that beginning.
///
/// # Errors
/// What the builder throws.
pub fn build(
    file: &Value,
    path: DeployPath,
    version: BuilderVersion,
    user_defined: &[(String, String)],
) -> Result<Value, Thrown> {
    if !file.is_truthy() {
        return Ok(Value::Undefined);
    }
    let spec = Spec::of(file, user_defined);
    match path {
        DeployPath::ServerlessDevs => aliyun::component(&spec, version),
        DeployPath::Fun => aliyun::template(&spec),
        DeployPath::Tencent => tencent::serverless(&spec),
        DeployPath::Vercel => vercel::json(&spec),
        DeployPath::Wechat => Ok(wechat::folders(&spec)),
    }
}

/// What deploying hands over: [`build`] with what the plugins for the clouds add before and after. Packaging for
/// aliyun writes the template on both ways, so what throws there stops both. Where decorators in the source may add to
/// the functions (`has_decorators`), they may bring a handler that the file leaves out.
///
/// # Errors
/// What packaging or a builder throws; that there is nothing in the file.
pub fn hand_over(
    file: &Value,
    path: DeployPath,
    has_decorators: bool,
    user_defined: &[(String, String)],
) -> Result<Value, Thrown> {
    if *file == Value::Undefined {
        return Err(Thrown::new("", Cause::Empty));
    }
    load_plugins(file)?;
    let file = fold(&with_defaults(file.clone(), path))?;
    let build = |path| build(&file, path, BuilderVersion::default(), user_defined);
    name_entries(&file, path, has_decorators)?;
    layers::load(&file)?;
    if path != DeployPath::ServerlessDevs {
        return build(path);
    }
    build(DeployPath::Fun)?;
    Ok(aliyun::inputs(build(path)?, &file))
}

/// The command line goes over `plugins` before it does anything (`FaaSPlugin` of cli-plugin-faas).
fn load_plugins(file: &Value) -> Result<(), Thrown> {
    match file.get("plugins").truthy() {
        Some(plugins) => plugins.items(|| "plugins".to_owned()).map(|_| ()),
        None => Ok(()),
    }
}

/// Packaging names the entry file of each function by its handler (`writeWrapper` of serverless-spec-builder and
/// `defaultGenerateEntry` of fcli-plugin-package), on vercel by its name. It keeps them in an object, in which the names
/// that every object has are taken.
///
/// A handler that is missing may still come from a decorator; one that is no text cannot.
fn name_entries(file: &Value, path: DeployPath, has_decorators: bool) -> Result<(), Thrown> {
    let functions = file.get("functions");
    if let (DeployPath::Vercel, Value::Text(text)) = (path, functions)
        && !text.is_empty()
    {
        return Err(Thrown::new("functions", Cause::NotMap));
    }
    for (name, function) in functions.properties() {
        let at = || format!("{}.handler", spec::place(&name));
        let file = match function.read("handler", at)? {
            Value::Text(handler) => handler.split('.').next().unwrap_or_default(),
            handler if handler.is_nullish() => {
                if !has_decorators {
                    return Err(Thrown::new(at(), Cause::ReadsOfNothing("split")));
                }
                ""
            }
            _ => return Err(Thrown::new(at(), Cause::NotText("split"))),
        };
        let named = function.get("handlerFileName");
        let file = match path {
            DeployPath::Vercel => Cow::Borrowed(&*name),
            _ if named.is_truthy() => named.to_text(),
            _ => file.into(),
        };
        if NAMES_OF_EVERY_OBJECT.contains(&&*file) {
            return Err(Thrown::new(at(), Cause::ReadsOfNothing("push")));
        }
        match path {
            DeployPath::Vercel => name_file(&name, &function)?,
            // a decorator brings nothing to what is no map, and the plugin asks again
            DeployPath::Wechat if !fold::takes_keys(&function) => {
                return Err(Thrown::new(at(), Cause::ReadsOfNothing("split")));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The plugin for vercel writes the name of the entry file into each function (`gengerateVercelEntry` of
/// cli-plugin-vercel), and the file into `api`.
fn name_file(name: &str, function: &Value) -> Result<(), Thrown> {
    if !fold::takes_keys(function) {
        return Err(Thrown::new(spec::place(name), Cause::NotMap));
    }
    match name.contains('/') {
        true => Err(Thrown::new(spec::place(name), Cause::NoFolder)),
        false => Ok(()),
    }
}

/// The keys of `provider` that a plugin fills in before it asks the builder.
fn with_defaults(file: Value, path: DeployPath) -> Value {
    let key = match path {
        DeployPath::ServerlessDevs => "region",
        DeployPath::Tencent => "stage",
        _ => return file,
    };
    let Value::Map(mut file) = file else {
        return file;
    };
    let default = fyml_schema::keys::PROVIDER
        .key(key)
        .and_then(|key| key.default?.on(path));
    let provider = file.get("provider").or(Map::new());
    if let (Value::Map(mut provider), Some(default)) = (provider, default) {
        provider.define(key, provider.get(key).or(default));
        if path == DeployPath::ServerlessDevs {
            // whatever is written: the account's own name comes from the command line
            provider.define("access", "default");
        }
        file.define("provider", provider);
    }
    if path == DeployPath::Tencent {
        file.define("plugins", Value::Undefined); // the plugin hands on no plugins
    }
    file.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;

    fn handed_over(text: &str, path: DeployPath) -> Result<Value, Thrown> {
        let file = value(&Document::new(text))?;
        hand_over(&file, path, false, &[])
    }

    #[test]
    fn the_plugins_fill_in_what_the_builders_leave_open() {
        let text =
            "service: shop\nprovider: {access: mine}\nfunctions:\n  cart: {handler: cart.list}\n";
        let inputs = handed_over(text, DeployPath::ServerlessDevs).expect("it builds");
        let input = &inputs.as_list().expect("a list")[0];
        assert_eq!(input.get("region"), input.get("props").get("region"));
        assert!(input.get("region").is_truthy());
        assert_eq!(input.get("project").get("access"), &"default".into());
        let function = input.get("props").get("function");
        assert_eq!(function.get("codeUri"), &"serverless.zip".into());
        let serverless = handed_over(text, DeployPath::Tencent).expect("it builds");
        assert_eq!(serverless.get("provider").get("stage"), &"test".into());
    }

    #[test]
    fn a_handler_that_is_no_text_stops_packaging_everywhere() {
        let text = "service: shop\nfunctions:\n  cart: {handler: 3, initializer: cart.init}\n";
        for path in [
            DeployPath::ServerlessDevs,
            DeployPath::Fun,
            DeployPath::Tencent,
        ] {
            let thrown = handed_over(text, path).expect_err("no text");
            assert_eq!(thrown.at, "functions.cart.handler");
        }
    }

    /// Decorators may bring what is missing here, but the plugin for vercel has written before.
    #[test]
    fn vercel_writes_a_file_for_each_function() {
        for (text, cause) in [
            ("service: shop\nfunctions: {cart: true}", Cause::NotMap),
            (
                "service: shop\nfunctions: {a/b: {handler: cart.list}}",
                Cause::NoFolder,
            ),
        ] {
            let file = value(&Document::new(text)).expect("it is valid");
            let thrown = hand_over(&file, DeployPath::Vercel, true, &[]).expect_err("it stops");
            assert_eq!(thrown.cause, cause);
            let elsewhere = hand_over(&file, DeployPath::Tencent, true, &[]);
            assert!(elsewhere.is_ok(), "{text}");
        }
    }

    #[test]
    fn what_stops_the_template_stops_the_default_way_too() {
        let text = "service: shop\nfunctions:\n  cart: {handler: cart.list, events: [{os: {bucket: b}}]}\n";
        let thrown = handed_over(text, DeployPath::ServerlessDevs).expect_err("no filter");
        assert_eq!(thrown.at, "functions.cart.events[0].os.filter");
        assert_eq!(thrown.cause, Cause::ReadsOfNothing("prefix"));
    }
}
