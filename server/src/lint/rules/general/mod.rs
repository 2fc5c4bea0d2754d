//! What holds for every cloud: YAML, the service, functions and events as such (catalogue ids G-…).

super::rules![provider_unknown];
