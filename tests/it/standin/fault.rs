//! What goes wrong on purpose.

use std::time::Duration;

/// How a request is treated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// 429 for this route, with `retry_after` in seconds in body and headers. Nothing is done.
    Limited(f64),
    /// 429 for everything.
    LimitedEverywhere(f64),
    /// 429 from Cloudflare: a page of HTML, and `Retry-After` in the header alone.
    Banned(u32),
    /// 429 whose body says no code, as older routes have it.
    LimitedWithoutCode(f64),
    /// An error of the server, with its status. Nothing is done.
    Status(u16),
    /// A refusal with this status and Discord's own code: `Refused(429, 40_062)`. Nothing is done.
    Refused(u16, u32),
    /// An error of the server after everything was done.
    StatusAfter(u16),
    /// Everything is done, and the answer comes this much later.
    Slow(Duration),
    /// The connection is dropped, and nothing is done.
    Drop,
    /// The connection is dropped instead of the answer, after everything was done.
    DropAfter,
    /// Everything is done, and the answer is cut off in the middle of its JSON.
    Malformed,
}

impl Fault {
    /// Whether the request is done although its answer says otherwise or does not arrive in time.
    pub(super) fn hides_success(&self) -> bool {
        matches!(self, Self::StatusAfter(_) | Self::Slow(_) | Self::DropAfter | Self::Malformed)
    }
}

#[derive(Debug)]
struct Plan {
    method: String,
    path: String,
    fault: Fault,
    left: u32,
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Plan>);

impl Faults {
    /// The next `times` requests of `method` whose path ends with `path` get `fault`.
    pub(super) fn add(&mut self, method: &str, path: &str, fault: Fault, times: u32) {
        self.0.push(Plan { method: method.to_owned(), path: path.to_owned(), fault, left: times });
    }

    /// The fault that a request gets; the oldest plan that fits it.
    pub(super) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let fits = |plan: &Plan| plan.left > 0 && plan.method == method && path.ends_with(&plan.path);
        let plan = self.0.iter_mut().find(|plan| fits(plan))?;
        plan.left -= 1;
        Some(plan.fault.clone())
    }

    /// What never happened, as text.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self.0.iter().filter(|plan| plan.left > 0);
        unused.map(|plan| format!("{:?} for {} {} x{}", plan.fault, plan.method, plan.path, plan.left)).collect()
    }
}
