//! Shape: keys nobody reads, values of the wrong type. The schema decides; the words are ours.
//!
//! A cloud's own JSON Schema is held against the tree (not against a copy of it), one function at a time. Each error
//! is carried to the deepest node it is about and said in YAML's terms from the tables the schema was made of.

mod expectation;
mod instance;
mod misplaced;
mod unexpected;
mod validators;

use fyml_schema::{Cloud, Key, PathStep, ValueKind};
use jsonschema::error::{ValidationError, ValidationErrorKind};
use jsonschema::paths::LocationSegment;

use super::{Problem, Rule, Sink};
use crate::model::{Function, Service};
use crate::syntax::{Entry, Kind, Node};
use instance::Instance;

/// What the structural check tells apart; one rule each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A key that is not read there.
    UnknownKey,
    /// A value of a type that is not read there.
    WrongType,
    /// A text outside a closed list.
    UnknownValue,
    /// A key that must be there.
    MissingKey,
    /// A number that is too small or too large.
    OutOfRange,
}

/// A rule for each shape, as far as they are switched on.
pub(super) struct Rules {
    pub all: Vec<(Shape, &'static Rule)>,
}

/// Where the schema found something.
struct Finding<'d> {
    shape: Shape,
    /// The node it is about: the value of a wrong type, the map with the unknown key.
    node: Node<'d>,
    /// The entry that holds `node`, or the entry of the unknown key.
    entry: Option<Entry<'d>>,
    /// What is allowed at `node`.
    kind: Option<&'static ValueKind>,
    key: Option<&'static Key>,
    /// The name of a missing key.
    missing: Option<String>,
    /// What a number out of range should have kept to.
    bound: Option<Bound>,
}

/// One side of a range.
enum Bound {
    AtLeast(String),
    AtMost(String),
    MultipleOf(String),
}

/// Checks one function.
pub(super) fn check_function(
    function: Function,
    cloud: Option<Cloud>,
    rules: &Rules,
    problems: &mut Vec<Problem>,
) {
    let Some(validators) = validators::validators(cloud) else {
        return;
    };
    if !function.body().is_mapping() {
        return; // a rule of its own
    }
    // most functions are right, and to be told so costs less than to be told what is wrong
    let body = Instance::Node(function.body());
    if validators.function.is_valid(body) {
        return;
    }
    let name = function.name();
    let prefix = [PathStep::Key("functions"), PathStep::Key(&name)];
    let errors = validators.function.iter_errors(body);
    report(errors, &prefix, function.body(), cloud, rules, problems);
}

/// Checks everything but the functions.
pub(super) fn check_service(
    service: Service,
    cloud: Option<Cloud>,
    rules: &Rules,
    problems: &mut Vec<Problem>,
) {
    let Some(validators) = validators::validators(cloud) else {
        return;
    };
    let Some(root) = service.root().filter(|root| root.is_mapping()) else {
        return;
    };
    let errors = validators.service.iter_errors(Instance::Node(root));
    report(errors, &[], root, cloud, rules, problems);
}

fn report<'d>(
    errors: impl Iterator<Item = ValidationError<'d>>,
    prefix: &[PathStep<'_>],
    root: Node<'d>,
    cloud: Option<Cloud>,
    rules: &Rules,
    problems: &mut Vec<Problem>,
) {
    for error in errors {
        for finding in findings(&error, prefix, root) {
            let Some((_, rule)) = rules.all.iter().find(|(shape, _)| *shape == finding.shape)
            else {
                continue;
            };
            say(&finding, cloud, &mut Sink::new(rule, problems));
        }
    }
}

fn say(finding: &Finding, cloud: Option<Cloud>, sink: &mut Sink) {
    match finding.shape {
        Shape::UnknownKey => unexpected::unknown_key(finding, cloud, sink),
        Shape::WrongType => expectation::wrong_type(finding, sink),
        Shape::UnknownValue => unexpected::unknown_value(finding, cloud, sink),
        Shape::MissingKey => unexpected::missing_key(finding, sink),
        Shape::OutOfRange => expectation::out_of_range(finding, sink),
    }
}

/// Carries an error of the validator to the nodes it is about.
fn findings<'d>(
    error: &ValidationError<'_>,
    prefix: &[PathStep<'_>],
    root: Node<'d>,
) -> Vec<Finding<'d>> {
    let segments: Vec<LocationSegment> = error.instance_path().into_iter().collect();
    let mut path = prefix.to_vec();
    let mut node = root;
    let mut entry = None;
    for segment in &segments {
        match segment {
            LocationSegment::Property(name) => {
                path.push(PathStep::Key(name));
                let Some(found) = node.get(name) else {
                    return Vec::new();
                };
                entry = Some(found);
                node = found.value;
            }
            LocationSegment::Index(index) => {
                path.push(PathStep::Index);
                let Some(item) = node.items().nth(*index) else {
                    return Vec::new();
                };
                entry = None;
                node = item;
            }
        }
    }
    // What could not be read, or what only the environment knows, has no shape yet.
    if node.is_broken() || (node.is_scalar() && node.is_interpolated()) {
        return Vec::new();
    }
    let place = fyml_schema::place(&path);
    let finding = |shape, entry| Finding {
        shape,
        node,
        entry,
        kind: place.map(|place| place.kind),
        key: place.and_then(|place| place.key),
        missing: None,
        bound: None,
    };
    let out_of = |bound| {
        vec![Finding {
            bound: Some(bound),
            ..finding(Shape::OutOfRange, entry)
        }]
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .filter_map(|name| node.get(name))
            .filter(|entry| !is_half_typed(*entry))
            .map(|entry| finding(Shape::UnknownKey, Some(entry)))
            .collect(),
        ValidationErrorKind::Required { property } => {
            let missing = property.as_str().map(str::to_owned);
            vec![Finding {
                missing,
                ..finding(Shape::MissingKey, entry)
            }]
        }
        ValidationErrorKind::Minimum { limit } => out_of(Bound::AtLeast(limit.to_string())),
        ValidationErrorKind::Maximum { limit } => out_of(Bound::AtMost(limit.to_string())),
        ValidationErrorKind::MultipleOf { multiple_of } => {
            out_of(Bound::MultipleOf(multiple_of.to_string()))
        }
        ValidationErrorKind::Enum { .. }
        | ValidationErrorKind::Constant { .. }
        | ValidationErrorKind::AnyOf { .. }
        | ValidationErrorKind::OneOfNotValid { .. }
            if node.as_str().is_some() =>
        {
            vec![finding(Shape::UnknownValue, entry)]
        }
        _ => vec![finding(Shape::WrongType, entry)],
    }
}

/// A key that is still being typed, without colon or value: the syntax error, or the missing value, says enough.
fn is_half_typed(entry: Entry) -> bool {
    entry.key.kind() == Kind::Broken
}
