//! A place to look: a page with the articles, each sentence of which has an address, and a box that answers as the bot
//! does.
//!
//! Off unless it is asked for, and for this machine alone unless told otherwise. No script, nothing from elsewhere, no
//! cookies, nothing stored, nothing logged of what was asked. This room decides nothing about answers: it asks the
//! [`Bot`], and shows the [`Reply`](crate::render::Reply) that Discord would have got.

mod guard;
mod markup;
mod page;
mod route;
mod serve;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::bot::Bot;
use crate::config;
use crate::observe::Meter;

use guard::Hosts;
use route::Desk;

/// The page, served until this is dropped.
#[derive(Debug)]
pub struct Web {
    at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Web {
    /// Serves what `bot` answers, on a thread of its own; a question is read with the network for as long as
    /// `patience`. What `meter` measures is shown at `/metrics`, and `/readyz` says whether questions can come.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub fn start(settings: &config::Web, bot: Bot, patience: Duration, meter: Meter) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind(settings.listen))?;
        let at = listener.local_addr()?;
        let desk = Arc::new(Desk::new(bot, patience, meter));
        let router = route::router(desk, Hosts::new(settings));
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("web".to_owned()).spawn(move || {
            runtime.block_on(serve::serve(listener, router, stopped));
            // An answer that will not end keeps its thread.
            runtime.shutdown_background();
        })?;
        Ok(Self { at, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub fn at(&self) -> SocketAddr {
        self.at
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
