//! One reading of a document: all its blocks, and what follows from all of them together. Versions of a document share
//! it as long as only few blocks differ; see [`renewal`](super::renewal).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use super::block::Mark;
use super::document::Placed;
use super::parse::Context;
use super::spanning::{self, Spanning};
use super::tree::NodeId;

/// One reading of a document.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub blocks: Vec<Placed>,
    /// Maps over several blocks, the root first; none if there is one block only.
    pub spanning: Vec<Spanning>,
    /// Where each name is defined, in order.
    pub anchors: HashMap<Box<str>, Vec<(u32, NodeId)>>,
    /// The numbers of the blocks that stand in the document's own map.
    sections: Vec<u32>,
    /// Whether each block was read without regard to those behind it.
    pub is_settled: bool,
    lines: OnceLock<Vec<u32>>,
    names: OnceLock<HashMap<u64, u32>>,
    marked: [OnceLock<Vec<u32>>; Mark::ALL.len()],
}

impl Reading {
    /// What follows from these blocks.
    pub fn of(blocks: Vec<Placed>) -> Reading {
        let mut anchors: HashMap<Box<str>, Vec<(u32, NodeId)>> = HashMap::new();
        let mut sections = Vec::new();
        let mut is_settled = true;
        for (index, placed) in blocks.iter().enumerate() {
            let block = &placed.block;
            for (name, &node) in &block.notes().anchors {
                let definitions = anchors.entry(name.clone()).or_default();
                definitions.push((index as u32, node));
            }
            if !matches!(block.context, Context::Child { .. }) {
                sections.push(index as u32);
            }
            let is_last = index + 1 == blocks.len();
            is_settled &= !placed.is_joined && !block.as_entries && (is_last || !block.is_open);
        }
        let spanning = match blocks.len() {
            0 | 1 => Vec::new(),
            _ => spanning::span_maps(&blocks),
        };
        Reading {
            blocks,
            spanning,
            anchors,
            sections,
            is_settled,
            ..Reading::default()
        }
    }

    /// The same with other blocks, one in place of each, and the maps they make.
    pub fn again(&self, blocks: Vec<Placed>, spanning: Vec<Spanning>) -> Reading {
        Reading {
            blocks,
            spanning,
            anchors: self.anchors.clone(),
            sections: self.sections.clone(),
            is_settled: self.is_settled,
            ..Reading::default()
        }
    }

    /// The block of the document's own map that block `number` is, or stands below.
    pub fn section_of(&self, number: u32) -> Option<u32> {
        let until = self.sections.partition_point(|&section| section <= number);
        self.sections.get(until.checked_sub(1)?).copied()
    }

    /// Whether the block behind this one stands below the same key.
    pub fn goes_on_behind(&self, number: u32) -> bool {
        self.blocks
            .get(number as usize + 1)
            .is_some_and(|placed| matches!(placed.block.context, Context::Child { .. }))
    }

    /// How many entries below this section, or in the document's map if there is none, have this name.
    pub fn count_named(&self, section: Option<u32>, name: &str) -> u32 {
        let names = self.names.get_or_init(|| {
            let mut names = HashMap::with_capacity(self.blocks.len());
            for (index, placed) in self.blocks.iter().enumerate() {
                let section = match placed.block.context {
                    Context::Child { .. } => self.section_of(index as u32),
                    _ => None,
                };
                for name in placed.block.names() {
                    *names.entry(hash(section, &name)).or_default() += 1;
                }
                if section.is_none() {
                    for name in placed.block.names_below() {
                        *names.entry(hash(Some(index as u32), &name)).or_default() += 1;
                    }
                }
            }
            names
        });
        names.get(&hash(section, name)).copied().unwrap_or(0)
    }

    /// The line that block `number` begins in, from 0.
    pub fn first_line(&self, number: u32) -> u32 {
        let lines = self.lines.get_or_init(|| {
            let blocks = self.blocks.iter();
            let lines = blocks.scan(0, |next, placed| {
                let line = *next;
                *next += placed.block.breaks;
                Some(line)
            });
            lines.collect()
        });
        lines.get(number as usize).copied().unwrap_or(0)
    }

    /// The numbers of the blocks that bear this mark, in order.
    pub fn marked(&self, mark: Mark) -> &[u32] {
        self.marked[mark as usize].get_or_init(|| {
            let all = self.blocks.iter().enumerate();
            let marked = all.filter(|(_, placed)| placed.block.has(mark));
            marked.map(|(index, _)| index as u32).collect()
        })
    }
}

fn hash(section: Option<u32>, name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (section, name).hash(&mut hasher);
    hasher.finish()
}
