//! What holds for every cloud: YAML, the service, functions and events as such (catalogue ids G-…).

mod interpolation;

super::rules![
    duplicate_key,
    file_empty,
    file_name,
    function_empty,
    functions_not_map,
    handler_format,
    handler_missing,
    initializer,
    interpolation_literal,
    interpolation_undefined,
    interpolation_unquoted,
    interpolation_unset,
    provider_unknown,
    root_file,
    service_missing,
    service_name,
    yaml_syntax,
];
