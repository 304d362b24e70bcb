//! `pullquote run`: the Discord bot.

use std::sync::Arc;

use clap::Args;

use super::open::Place;
use super::output::complain;
use super::{Outcome, live};
use crate::config::{Config, Shards};
use crate::discord;
use crate::observe::Meter;

#[derive(Debug, Default, Args)]
pub(super) struct RunArguments {
    /// The part of Discord's servers that this process serves: 2/16, 0-3/16, or auto for all of it, in as many
    /// shards as Discord recommends [default: `PULLQUOTE_SHARDS`, or auto]
    #[arg(long, value_name = "SHARDS")]
    shards: Option<Shards>,
}

pub(super) fn run(
    mut config: Config,
    arguments: &RunArguments,
    place: &Place,
    meter: &Meter,
) -> anyhow::Result<Outcome> {
    anyhow::ensure!(
        config.token.is_some(),
        "DISCORD_TOKEN is not set; put the bot's token into .env (README, \"Connect Discord\")"
    );
    if let Some(shards) = arguments.shards {
        config.shards = shards;
    }
    let (bot, _live) = live::open(place, &config, |opened, files| place.bot_for(&config, opened, files))?;
    meter.await_discord();
    let _page = live::page(&config, &bot, meter)?;
    let exit = discord::run(&config, Arc::new(bot))?;
    let advice = exit.advice();
    if !advice.is_empty() {
        complain(advice);
    }
    Ok(Outcome::Code(exit.code()))
}
