//! The routes of the documents that were asked about last: they come out of the whole file, and the pointer wanders
//! over one version of it. Those of a version that edits inside functions have made of another are renewed.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::analysis::Analysis;
use crate::ide::{NoPreview, RouteTable, route_table, route_table_after};
use crate::lint::{Project, Settings};
use crate::syntax::Lineage;

/// What the toolchain makes of the routes of a document.
pub type Routes = Arc<Result<RouteTable, NoPreview>>;

/// How many documents are kept in mind.
const KEPT: usize = 4;

/// The routes of the documents that were asked about last. Copies share what they know.
#[derive(Debug, Clone, Default)]
pub struct RouteCache {
    known: Arc<Mutex<Vec<Known>>>,
}

/// The routes of a version, which somebody may still have open.
#[derive(Debug)]
struct Known {
    analysis: Weak<Analysis>,
    lineage: Lineage,
    settings: Arc<Settings>,
    project: Arc<Project>,
    routes: Routes,
}

impl Known {
    /// The routes of a later version, if they follow from these.
    fn after(&self, later: &Analysis) -> Option<Result<RouteTable, NoPreview>> {
        let is_alike = later.is_under(&self.settings, &self.project);
        let document = later.document();
        is_alike.then_some(())?;
        route_table_after(
            &self.routes,
            &self.lineage,
            document,
            &self.settings,
            &self.project,
        )
    }
}

impl RouteCache {
    /// The routes of a version of a document, worked out once. Takes time that grows with the file: not for the thread
    /// that takes keystrokes.
    pub fn routes(&self, analysis: &Arc<Analysis>) -> Routes {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let lineage = analysis.document().lineage();
        // an earlier version of this document is of use, though nobody has it open
        known.retain(|known| known.analysis.strong_count() > 0 || known.lineage.is_of(lineage));
        let is_it = |known: &&Known| std::ptr::eq(known.analysis.as_ptr(), Arc::as_ptr(analysis));
        if let Some(known) = known.iter().find(is_it) {
            return Arc::clone(&known.routes);
        }
        let (settings, project) = analysis.under();
        let renewed = known.iter().find_map(|known| known.after(analysis));
        let anew = || route_table(analysis.document(), settings, project);
        let routes = Arc::new(renewed.unwrap_or_else(anew));
        known.retain(|known| !known.lineage.is_of(lineage));
        known.truncate(KEPT - 1);
        let new = Known {
            analysis: Arc::downgrade(analysis),
            lineage: lineage.clone(),
            settings: Arc::clone(settings),
            project: Arc::clone(project),
            routes: Arc::clone(&routes),
        };
        known.insert(0, new);
        routes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileName;
    use crate::syntax::Text;

    fn analysis(path: &str) -> Arc<Analysis> {
        let text = format!(
            "service: shop\nprovider: {{name: aliyun}}\nfunctions:\n  商店: {{handler: a.b, events: [http: {{path: {path}}}]}}\n"
        );
        Arc::new(Analysis::of(
            Text::new(&text),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        ))
    }

    #[test]
    fn a_version_is_worked_out_once_and_the_next_anew() {
        let cache = RouteCache::default();
        let first = analysis("/a");
        let routes = cache.routes(&first);
        assert!(Arc::ptr_eq(&routes, &cache.routes(&first)));
        let second = analysis("/b");
        let path = |routes: &Routes| match routes.as_ref() {
            Ok(table) => table.routes[0].path.clone(),
            Err(why) => panic!("{why:?}"),
        };
        assert_eq!(path(&cache.routes(&second)), "/b");
        assert_eq!(path(&cache.routes(&first)), "/a");
        // what nobody has open any more is forgotten
        drop(first);
        cache.routes(&second);
        assert_eq!(cache.known.lock().expect("no panic").len(), 1);
    }
}
