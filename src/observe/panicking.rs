//! What is said of a panic.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::thread;

use super::{Happened, observing, tell};

/// Has panics counted and logged as one line, where an [`Observer`](super::Observer) listens; elsewhere they are said as
/// before.
///
/// The line names the place in the program. Its words stand there only if they are the program's own: what is put together
/// at run time may hold words of an article or of somebody's question.
pub fn report_panics() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if observing().is_none() {
            return before(panic);
        }
        tell(Happened::Panicked);
        log(panic);
    }));
}

fn log(panic: &PanicHookInfo<'_>) {
    let at = panic.location().map(tracing::field::display);
    let why = panic.payload().downcast_ref::<&'static str>();
    tracing::error!(at, why, thread = thread::current().name(), "a thread panicked");
}
