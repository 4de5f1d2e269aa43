//! Waiters for news, by subject: news wakes the waiters of its subject only.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::select_all;
use tokio::sync::watch;

use super::subject::Subject;

/// The subjects for which there are waiters. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiters(Arc<Mutex<HashMap<Subject, watch::Sender<()>>>>);

/// A subscription to news of a few subjects. News that is published after its creation isn't missed.
#[derive(Debug)]
pub struct Waiter {
    waiters: Waiters,
    subjects: Vec<(Subject, watch::Receiver<()>)>,
}

impl Waiters {
    /// Subscribes to news of any of these subjects.
    pub(super) fn wait_for(&self, subjects: impl IntoIterator<Item = Subject>) -> Waiter {
        let mut senders = self.lock();
        let receive = |subject: Subject| {
            let receiver = senders.entry(subject.clone()).or_insert_with(|| watch::Sender::new(())).subscribe();
            (subject, receiver)
        };
        let subjects = subjects.into_iter().map(receive).collect();
        Waiter { waiters: self.clone(), subjects }
    }

    /// Wakes the waiters of a subject; all of them for [`Subject::Anything`].
    pub(super) fn wake(&self, changed: &Subject) {
        let senders = self.lock();
        let wake = |sender: &watch::Sender<()>| sender.send_modify(|()| {});
        match changed {
            Subject::Anything => senders.values().for_each(wake),
            changed => senders.get(changed).into_iter().for_each(wake),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Subject, watch::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter {
    /// Waits for news that was published since this last returned.
    pub async fn news(&mut self) {
        let told = self.subjects.iter_mut().map(|(_, receiver)| Box::pin(receiver.changed()));
        // This can't fail: a sender stays for as long as it has receivers.
        drop(select_all(told).await);
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut senders = self.waiters.lock();
        for (subject, receiver) in self.subjects.drain(..) {
            drop(receiver);
            if senders.get(&subject).is_some_and(watch::Sender::is_closed) {
                senders.remove(&subject);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Wake, Waker};

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::payee::handle::Handle;
    use crate::domain::request::code::RequestCode;

    /// Counts how often a waiter is woken.
    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Lets all of them wait, acts, and returns the numbers of those woken by that and of those with news.
    fn woken(waiting: &mut [Waiter], act: impl FnOnce()) -> (usize, usize) {
        let count = Arc::new(Count::default());
        let waker = Waker::from(Arc::clone(&count));
        let mut told: Vec<_> = waiting.iter_mut().map(|waiter| Box::pin(waiter.news())).collect();
        for told in &mut told {
            assert!(told.as_mut().poll(&mut Context::from_waker(&waker)).is_pending(), "nothing is told yet");
        }
        act();
        let woken = count.0.load(Ordering::Relaxed);
        let is_told = |told: Pin<&mut _>| Future::poll(told, &mut Context::from_waker(&waker)).is_ready();
        (woken, told.iter_mut().filter_map(|told| is_told(told.as_mut()).then_some(())).count())
    }

    #[test]
    fn news_wakes_those_who_wait_for_it() {
        let (waiters, chance) = (Waiters::default(), Chance::secure());
        let payee = |n: usize| Subject::Payee(Handle::parse(&format!("anna-{}", n % 10)).expect("a handle"));
        let codes: Vec<_> = (0..1000).map(|_| Subject::Request(RequestCode::draw(&chance))).collect();
        let mut waiting: Vec<_> =
            codes.iter().enumerate().map(|(n, code)| waiters.wait_for([code.clone(), payee(n)])).collect();
        assert_eq!(woken(&mut waiting, || waiters.wake(&codes[7])), (1, 1));
        assert_eq!(woken(&mut waiting, || waiters.wake(&payee(3))), (100, 100));
        let other = Subject::Request(RequestCode::draw(&chance));
        assert_eq!(woken(&mut waiting, || waiters.wake(&other)), (0, 0));
        assert_eq!(woken(&mut waiting, || waiters.wake(&Subject::Anything)).1, 1000);
        // A second page of the same request, which stays when the first one goes.
        let mut second = [waiters.wait_for([codes[7].clone(), payee(7)])];
        assert_eq!(waiters.lock().len(), 1010);
        waiting.clear();
        assert_eq!(waiters.lock().len(), 2, "what nobody waits for is forgotten");
        assert_eq!(woken(&mut second, || waiters.wake(&codes[7])), (1, 1));
        drop(second);
        assert!(waiters.lock().is_empty());
    }

    #[test]
    fn what_is_told_between_two_waits_is_not_missed() {
        let waiters = Waiters::default();
        let code = Subject::Request(RequestCode::parse("k7m2pq9xw4dt").expect("a code"));
        let mut waiting = [waiters.wait_for([code.clone()])];
        for _ in 0..3 {
            waiters.wake(&code);
        }
        let now = |waiting: &mut [Waiter; 1]| {
            let mut told = Box::pin(waiting[0].news());
            told.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
        };
        assert!(now(&mut waiting), "before it waited");
        assert!(!now(&mut waiting), "once");
    }
}
