//! Values from what lies beside the file: packages, files, handlers in the source, environment variables.

use fyml_schema::keys::NEVER_PACKED;
use fyml_schema::{NameOf, PathStep, limits};

use super::item::{Group, Item};
use super::scene::Scene;
use super::shape::Shape;
use super::{CompletionRole, Gathered, interpolation};

/// What the project knows for a value.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    if scene.is_at(&["provider", "starter"]) {
        packages(scene, out, |name| name.contains("starter"), "");
    } else if scene.is_at(&["plugins", "-"]) {
        packages(scene, out, |name| name.contains("plugin"), "npm::");
    } else if scene.is_at(&["package", "include", "-"]) || scene.is_at(&["package", "exclude", "-"])
    {
        files(scene, out);
    } else if scene.is_at(&["functions", "*", "handler"]) {
        handlers(scene, out);
    } else if scene.is_at(&["service"]) || scene.is_at(&["service", "name"]) {
        service_name(scene, out);
    } else if scene.is_at(&["provider", "environment", "*"])
        || scene.is_at(&["functions", "*", "environment", "*"])
    {
        variables(scene, out);
    }
}

/// What the project knows for a key: packages whose versions can be replaced, functions in the source.
pub(super) fn keys(scene: &Scene<'_>, out: &mut Gathered) {
    let is_there = |name: &str| scene.cursor.siblings.iter().any(|other| other == name);
    if scene.is_at(&["coverDependencies"]) || scene.is_at(&["resolutions"]) {
        let package = scene.package_json().into_iter();
        let names = package.flat_map(|package| &package.dependencies);
        for (order, (name, version)) in names.filter(|(name, _)| !is_there(name)).enumerate() {
            let item = Item::key(name, Shape::Beside).role(CompletionRole::Package);
            out.add(item.note(version).rank(Group::Usual, order));
        }
    }
}

fn packages(scene: &Scene<'_>, out: &mut Gathered, fits: fn(&str) -> bool, prefix: &str) {
    let Some(package) = scene.package_json() else {
        return;
    };
    let others = scene.other_items();
    let runtime = package.dependencies.iter().map(|found| (found, true));
    let development = package.dev_dependencies.iter().map(|found| (found, false));
    let found = runtime
        .chain(development)
        .filter(|((name, _), _)| fits(name));
    for (order, ((name, version), is_deployed)) in found.enumerate() {
        let value = format!("{prefix}{name}");
        if !others.contains(&value.as_str()) {
            let item = Item::text(value).role(CompletionRole::Package);
            let item = item.note(version).obvious(order == 0 && is_deployed);
            out.add(item.rank(Group::Required, order));
        }
    }
}

fn files(scene: &Scene<'_>, out: &mut Gathered) {
    let others = scene.other_items();
    let typed = scene.cursor.typed.as_str();
    let folder = typed.rfind('/').map_or("", |end| &typed[..end]);
    for entry in scene.neighbourhood.entries(folder) {
        let path = match folder {
            "" => entry.name.clone(),
            folder => format!("{folder}/{}", entry.name),
        };
        if others.contains(&path.as_str()) || NEVER_PACKED.contains(&entry.name.as_str()) {
            continue;
        }
        let (role, order) = if entry.is_folder {
            (CompletionRole::Folder, 0)
        } else {
            (CompletionRole::File, 1)
        };
        out.add(Item::text(path).role(role).rank(Group::Usual, order));
    }
    // the next part of a path is another folder's
    out.is_incomplete = true;
}

fn handlers(scene: &Scene<'_>, out: &mut Gathered) {
    let own = scene.function();
    let found = scene.neighbourhood.handlers();
    for (order, handler) in found.iter().enumerate() {
        let (file, line) = &handler.place;
        let is_own = own.is_some() && handler.function.as_deref() == own;
        let group = if is_own {
            Group::Required
        } else {
            Group::Usual
        };
        let item = Item::text(handler.handler.as_str())
            .role(CompletionRole::Function)
            .note(format!("{file}:{line}"))
            .obvious(is_own);
        out.add(item.rank(group, order));
    }
    let is_file = |name: &&str| {
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    if let Some(name) = own.filter(is_file).filter(|name| !name.is_empty()) {
        let item = Item::text(format!("{name}.handler"));
        out.add(item.rank(Group::Usual, found.len()));
    }
}

/// The package's own name, if the cloud takes it for a service.
fn service_name(scene: &Scene<'_>, out: &mut Gathered) {
    let Some(name) = suggested_service(scene) else {
        return;
    };
    out.add(Item::text(name).note("package.json"));
}

/// The name in package.json without its scope, if it can be a service's.
pub(super) fn suggested_service<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let name = scene.package_json()?.name.as_deref()?;
    let name = name.rsplit('/').next().unwrap_or(name);
    let path = scene
        .path
        .unwrap_or(fyml_schema::DeployPath::ServerlessDevs);
    let is_refused = limits(path)
        .name(NameOf::Service)
        .is_some_and(|limit| limit.fault(name).is_some());
    (!is_refused).then_some(name)
}

/// The variable of the same name; once `$` is typed, all that are set. Only names are known here.
fn variables(scene: &Scene<'_>, out: &mut Gathered) {
    let names = scene.analysis.project().environment.as_ref();
    let is_set = |name: &str| names.is_some_and(|names| names.contains(name));
    let note = |name: &str| interpolation::state(is_set(name), scene.lang);
    let reference = |name: &str, order: usize| {
        Item::text(format!("${{env.{name}}}"))
            .role(CompletionRole::Variable)
            .note(note(name))
            .rank(Group::Usual, order)
    };
    let is_word = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if let Some(PathStep::Key(name)) = scene.steps.last()
        && is_word(name)
    {
        out.add(reference(name, 0));
    }
    if scene.cursor.typed.starts_with('$') {
        for name in names.into_iter().flatten().filter(|name| is_word(name)) {
            out.add(reference(name, 1));
        }
    }
}
