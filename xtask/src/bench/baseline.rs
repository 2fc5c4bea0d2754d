//! What a plain implementation would cost: the whole text through serde_yaml, the whole value through jsonschema.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use fyml_schema::{Cloud, Lang};

/// Parses and validates `text`; the validator is built before the clock starts.
pub fn parse_and_validate(text: &str) -> Result<Duration, String> {
    static VALIDATOR: OnceLock<jsonschema::Validator> = OnceLock::new();
    if VALIDATOR.get().is_none() {
        let schema = fyml_schema::json_schema::for_cloud(Cloud::Aliyun, Lang::En);
        let validator = jsonschema::options()
            .build(&schema)
            .map_err(|error| error.to_string())?;
        let _ = VALIDATOR.set(validator);
    }
    let Some(validator) = VALIDATOR.get() else {
        return Err("no validator".to_owned());
    };
    let start = Instant::now();
    let value: serde_json::Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let errors = validator.iter_errors(&value).count();
    let elapsed = start.elapsed();
    std::hint::black_box(errors);
    Ok(elapsed)
}
