//! Work in parallel, results in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many results may wait for their turn, per worker: what is in memory does not grow with the number of items.
const WAITING_PER_WORKER: usize = 8;

struct State<R> {
    /// The item that the next free worker takes.
    next: usize,
    /// The item whose result is handed over next.
    turn: usize,
    /// Results that wait for their turn.
    done: BTreeMap<usize, thread::Result<R>>,
}

/// Calls `work` for every item on all cores, and `take` on this thread with each result in the order of the items. A
/// panic in `work` is that item's result; the others are worked on all the same.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, thread::Result<R>),
) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(items.len());
    let attempt = |item: &T| catch_unwind(AssertUnwindSafe(|| work(item)));
    if workers <= 1 {
        for item in items {
            take(item, attempt(item));
        }
        return;
    }
    let window = workers * WAITING_PER_WORKER;
    let state = Mutex::new(State {
        next: 0,
        turn: 0,
        done: BTreeMap::new(),
    });
    let changed = Condvar::new();
    // A worker holds the lock only to move numbers and results; a poisoned lock still has sound state.
    let lock = || state.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |guard| changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let mut guard: MutexGuard<State<R>> = lock();
                    while guard.next < items.len() && guard.next >= guard.turn + window {
                        guard = wait(guard);
                    }
                    let index = guard.next;
                    let Some(item) = items.get(index) else {
                        return;
                    };
                    guard.next += 1;
                    drop(guard);
                    let result = attempt(item);
                    lock().done.insert(index, result);
                    changed.notify_all();
                }
            });
        }
        for (index, item) in items.iter().enumerate() {
            let mut guard = lock();
            let result = loop {
                match guard.done.remove(&index) {
                    Some(result) => break result,
                    None => guard = wait(guard),
                }
            };
            guard.turn = index + 1;
            drop(guard);
            changed.notify_all();
            take(item, result);
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_whoever_is_faster() {
        let items: Vec<usize> = (0..200).collect();
        let mut taken = Vec::new();
        in_order(
            &items,
            |&item| {
                thread::sleep(Duration::from_micros(((item * 7919) % 13) as u64 * 50));
                item * 2
            },
            |&item, result| taken.push((item, result.ok())),
        );
        let expected: Vec<_> = items.iter().map(|&item| (item, Some(item * 2))).collect();
        assert_eq!(taken, expected);
    }

    #[test]
    fn no_worker_runs_far_ahead() {
        let items: Vec<usize> = (0..500).collect();
        let furthest = AtomicUsize::new(0);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let mut while_first_slept = None;
        in_order(
            &items,
            |&item| {
                furthest.fetch_max(item, Ordering::SeqCst);
                if item == 0 {
                    thread::sleep(Duration::from_millis(50));
                }
                furthest.load(Ordering::SeqCst)
            },
            |&item, result| {
                if item == 0 {
                    while_first_slept = result.ok();
                }
            },
        );
        let window = cores * WAITING_PER_WORKER;
        assert!(while_first_slept.is_some_and(|furthest| furthest < window));
        assert_eq!(furthest.load(Ordering::SeqCst), 499);
    }

    #[test]
    fn a_panic_is_one_result_among_others() {
        let items: Vec<usize> = (0..100).collect();
        let mut failed = Vec::new();
        let mut fine = 0;
        in_order(
            &items,
            |&item| assert_ne!(item, 40, "on purpose"),
            |&item, result| match result {
                Ok(()) => fine += 1,
                Err(_) => failed.push(item),
            },
        );
        assert_eq!((fine, failed), (99, vec![40]));
    }
}
