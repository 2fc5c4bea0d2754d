//! The lists of completion items that were sent last, so that their documentation can be asked for.

use std::collections::VecDeque;

use fyml_schema::{Cloud, DeployPath, Lang};

use crate::ide::{About, Completions, Doc};

/// How many lists are kept: a client may still show one while it asks for the next.
const KEPT: usize = 4;

/// The lists of completion items that were sent last.
#[derive(Default)]
pub struct RecentCompletions {
    lists: VecDeque<Sent>,
    last: u64,
}

/// What a sent list was about.
struct Sent {
    number: u64,
    items: Vec<About>,
    cloud: Option<Cloud>,
    path: Option<DeployPath>,
}

impl RecentCompletions {
    /// Keeps what a list is about; gives its number.
    pub fn keep(
        &mut self,
        completions: &Completions,
        cloud: Option<Cloud>,
        path: Option<DeployPath>,
    ) -> u64 {
        self.last += 1;
        if self.lists.len() == KEPT {
            self.lists.pop_front();
        }
        let items = completions.items.iter();
        self.lists.push_back(Sent {
            number: self.last,
            items: items.map(|item| item.about.clone()).collect(),
            cloud,
            path,
        });
        self.last
    }

    /// The documentation of item `index` of list `number`; `None` if the list is no longer known.
    pub fn doc(&self, number: u64, index: usize, lang: Lang) -> Option<Doc> {
        let sent = self.lists.iter().find(|sent| sent.number == number)?;
        let about = sent.items.get(index)?;
        Some(about.doc(sent.cloud, sent.path, lang))
    }
}
