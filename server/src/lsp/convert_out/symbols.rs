//! The outline, written symbol by symbol: all of them at once, as the protocol's types have them, would take as much
//! memory as everything else that is kept of a long file.

use std::cell::RefCell;

use lsp_types::DocumentSymbol;
use serde::{Serialize, Serializer};

use super::{Target, symbol_kind};
use crate::ide::{Inside, Symbol};

/// A symbol as the protocol writes it, with what is in it. It can be written once.
pub struct WrittenSymbol<'s> {
    target: Target<'s>,
    symbol: Symbol,
    inside: RefCell<Inside<'s>>,
}

impl<'s> Target<'s> {
    /// A top-level symbol with what is in it.
    pub fn heading(self, symbol: Symbol, inside: Inside<'s>) -> WrittenSymbol<'s> {
        WrittenSymbol {
            target: self,
            symbol,
            inside: RefCell::new(inside),
        }
    }
}

#[derive(Serialize)]
struct Nested<C> {
    #[serde(flatten)]
    own: DocumentSymbol,
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<C>,
}

/// Symbols in a symbol, each made when it is its turn.
struct Children<'s, 'i> {
    target: Target<'s>,
    first: RefCell<Option<Symbol>>,
    others: RefCell<&'i mut Inside<'s>>,
}

impl Serialize for Children<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut others = self.others.borrow_mut();
        let all = self.first.take().into_iter().chain(others.by_ref());
        serializer.collect_seq(all.map(|child| Leaf(self.target, child)))
    }
}

/// A symbol whose children are at hand.
struct Leaf<'s>(Target<'s>, Symbol);

impl Serialize for Leaf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Leaf(target, symbol) = self;
        let children = symbol.children.iter();
        let children: Vec<Leaf<'_>> = children.map(|child| Leaf(*target, child.clone())).collect();
        let children = (!children.is_empty()).then_some(children);
        let own = own(*target, symbol);
        Nested { own, children }.serialize(serializer)
    }
}

impl Serialize for WrittenSymbol<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut inside = self.inside.borrow_mut();
        let children = inside.next().map(|first| Children {
            target: self.target,
            first: RefCell::new(Some(first)),
            others: RefCell::new(&mut *inside),
        });
        let own = own(self.target, &self.symbol);
        Nested { own, children }.serialize(serializer)
    }
}

fn own(target: Target<'_>, symbol: &Symbol) -> DocumentSymbol {
    DocumentSymbol::new(
        symbol.name.clone(),
        symbol.detail.clone(),
        symbol_kind(symbol.role),
        None,
        None,
        target.range(symbol.span),
        target.range(symbol.selection),
        None,
    )
}
