//! Work in parallel, results in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
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

/// Calls `work` for every item on all cores, and `take` on this thread with each result in the order of the items.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R),
) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(items.len());
    if workers <= 1 {
        return items.iter().map(work).for_each(take);
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
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    lock().done.insert(index, result);
                    changed.notify_all();
                }
            });
        }
        for index in 0..items.len() {
            let mut guard = lock();
            let result = loop {
                match guard.done.remove(&index) {
                    Some(result) => break result,
                    None => guard = wait(guard),
                }
            };
            guard.turn = index + 1;
            if result.is_err() {
                guard.next = items.len(); // nobody begins anything new
            }
            drop(guard);
            changed.notify_all();
            match result {
                Ok(result) => take(result),
                Err(panic) => resume_unwind(panic),
            }
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
                item
            },
            |item| taken.push(item),
        );
        assert_eq!(taken, items);
    }

    #[test]
    fn no_worker_runs_far_ahead() {
        let items: Vec<usize> = (0..500).collect();
        let started = AtomicUsize::new(0);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        in_order(
            &items,
            |&item| {
                started.fetch_max(item, Ordering::SeqCst);
                if item == 0 {
                    thread::sleep(Duration::from_millis(50));
                    assert!(started.load(Ordering::SeqCst) <= cores * WAITING_PER_WORKER);
                }
            },
            |()| {},
        );
        assert_eq!(started.load(Ordering::SeqCst), 499);
    }

    #[test]
    fn a_panic_is_passed_on_and_nobody_waits_forever() {
        let items: Vec<usize> = (0..100).collect();
        let caught = catch_unwind(|| {
            in_order(&items, |&item| assert_ne!(item, 40, "on purpose"), |()| {});
        });
        assert!(caught.is_err());
    }
}
