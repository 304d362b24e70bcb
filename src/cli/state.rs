//! `pullquote state`.

use std::path::PathBuf;

use clap::Subcommand;

use super::Outcome;
use super::open::Place;
use super::output::{Output, complain, confirmed};
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub(super) enum StateCommand {
    /// Write everything that is kept as one JSON object
    #[command(
        after_help = "Examples:\n  pullquote state export > kept.json\n  pullquote state export --server 1018000000000000000\n\nExit code 1 means that nothing is kept."
    )]
    Export {
        /// Only what is kept about the server of this id
        #[arg(long, value_name = "ID")]
        server: Option<u64>,
    },
    /// Delete everything that is kept about a server, after asking
    #[command(
        after_help = "Example: pullquote state delete --server 1018000000000000000\n\nExit code 1 means that nothing was deleted."
    )]
    Delete {
        /// The server's id
        #[arg(long, value_name = "ID")]
        server: u64,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Copy everything that is kept into a new file, while the bot runs or not
    #[command(after_help = "Example: pullquote state backup state-2026-01-31.sqlite3")]
    Backup {
        /// The new file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn state(command: &StateCommand, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let store = Store::below(&place.data);
    let path = store.path().display();
    if !store.is_there() {
        // Nothing is made by looking.
        complain(&format!("Nothing is kept: there is no {path}."));
        return Ok(Outcome::Negative);
    }
    match command {
        StateCommand::Export { server: None } => out.json(&store.export()?)?,
        StateCommand::Export { server: Some(server) } => match store.server(*server)? {
            Some(settings) => out.json(&settings.record(*server))?,
            None => return Ok(unknown(*server, &store)),
        },
        StateCommand::Delete { server, yes } => {
            if store.server(*server)?.is_none() {
                return Ok(unknown(*server, &store));
            }
            if !yes && !confirmed(&format!("Delete everything about the server {server} from {path}?"), out)? {
                return Ok(Outcome::Negative);
            }
            if !store.delete_server(*server)? {
                return Ok(unknown(*server, &store));
            }
            out.line(format_args!("Deleted everything about the server {server} from {path}."))?;
        }
        StateCommand::Backup { file } => {
            store.back_up(file)?;
            out.line(format_args!("Copied {path} to {}, and checked the copy.", file.display()))?;
        }
    }
    Ok(Outcome::Done)
}

fn unknown(server: u64, store: &Store) -> Outcome {
    complain(&format!("Nothing is kept about the server {server} in {}.", store.path().display()));
    Outcome::Negative
}
