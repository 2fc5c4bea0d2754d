//! What holds for every cloud: YAML, the service, functions and events as such (catalogue ids G-…).

mod interpolation;
mod numbers;

super::rules![
    duplicate_key,
    environment_shape,
    environment_value,
    event_ignored,
    events_not_list,
    file_empty,
    file_name,
    function_empty,
    function_name_number,
    functions_not_map,
    handler_format,
    handler_missing,
    initializer,
    interpolation_literal,
    interpolation_undefined,
    interpolation_unquoted,
    interpolation_unset,
    name_limit,
    number_limit,
    number_unit,
    number_zero,
    plain_secret,
    provider_access,
    provider_unknown,
    region_ignored,
    root_file,
    service_missing,
    service_name,
    trigger_scalar,
    trigger_unknown,
    yaml_syntax,
];
