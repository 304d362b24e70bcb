//! `pullquote run`: the Discord bot.

use std::sync::Arc;

use super::Outcome;
use super::open::Place;
use super::output::complain;
use crate::config::Config;
use crate::discord;

pub(super) fn run(config: &Config, place: &Place) -> anyhow::Result<Outcome> {
    anyhow::ensure!(
        config.token.is_some(),
        "DISCORD_TOKEN is not set; put the bot's token into .env (README, \"Connect Discord\")"
    );
    let exit = discord::run(config, Arc::new(place.bot_for(config)?))?;
    let advice = exit.advice();
    if !advice.is_empty() {
        complain(advice);
    }
    Ok(Outcome::Code(exit.code()))
}
