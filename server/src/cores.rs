//! Work that falls into many small parts which know nothing of each other, done on all cores.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Into so many pieces the work is cut for each core: one that is busy with something else takes fewer of them.
const PIECES_A_CORE: usize = 8;

/// How many cores there are for this process.
pub fn count() -> usize {
    // the system is asked once: the answer comes out of several files
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// What `work` makes of each item, in their order. `most` is the number of threads that are worth their start; the
/// caller's is one of them.
///
/// # Panics
/// If `work` does: what a thread has left undone is tried again here, where the caller can catch it.
pub fn map<T: Sync, R: Send>(items: &[T], most: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = count().min(most);
    if threads < 2 || items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let length = items.len().div_ceil(threads * PIECES_A_CORE);
    let pieces: Vec<&[T]> = items.chunks(length).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(piece) = pieces.get(number) else {
                return done;
            };
            done.push((number, piece.iter().map(&work).collect()));
        }
    };
    let mut done: Vec<Option<Vec<R>>> = Vec::new();
    done.resize_with(pieces.len(), || None);
    thread::scope(|scope| {
        // a thread that does not start leaves its share to the others
        let start = || thread::Builder::new().spawn_scoped(scope, take).ok();
        let others: Vec<_> = (1..threads).filter_map(|_| start()).collect();
        let own = take();
        let theirs = others.into_iter().filter_map(|thread| thread.join().ok());
        for (number, results) in theirs.flatten().chain(own) {
            done[number] = Some(results);
        }
    });
    let results = done.into_iter().zip(&pieces);
    let results =
        results.flat_map(|(done, piece)| done.unwrap_or_else(|| piece.iter().map(&work).collect()));
    results.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for length in [0, 1, 2, 7, 1_000] {
            let items: Vec<usize> = (0..length).collect();
            let doubled: Vec<usize> = items.iter().map(|item| 2 * item).collect();
            for most in [0, 1, 3, 100] {
                assert_eq!(map(&items, most, |item| 2 * item), doubled);
            }
        }
    }

    #[test]
    fn a_panic_reaches_the_caller_and_a_passing_one_is_made_good() {
        let items: Vec<usize> = (0..100).collect();
        let always = std::panic::catch_unwind(|| {
            map(&items, 4, |item| {
                assert!(*item != 40, "on purpose");
            });
        });
        assert!(always.is_err());
        // the caller's own thread is not asked twice, so the fault must be another's
        let caller = thread::current().id();
        let results = map(&items, 4, |item| {
            assert!(
                thread::current().id() == caller || *item != 40,
                "on purpose"
            );
            item + 1
        });
        assert_eq!(results.len(), 100);
    }
}
