//! `fyml schema`.

use fyml_schema::json_schema;

use super::{Console, Exit, sentences};

/// Prints the JSON Schema of one provider, or the one that picks by `provider.name`.
pub(super) fn run(provider: Option<&str>, console: &mut Console) -> Exit {
    let lang = console.lang();
    let schema = match sentences::provider(provider) {
        Ok(Some(cloud)) => json_schema::for_cloud(cloud, lang),
        Ok(None) => json_schema::umbrella(lang),
        Err(message) => {
            console.complain(&message);
            return Exit::Failed;
        }
    };
    console.print(&format!("{schema:#}\n"));
    Exit::Fine
}
