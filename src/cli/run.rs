//! `pullquote run`: the Discord bot.

use super::Outcome;
use super::open::Place;
use crate::config::Config;

pub(super) fn run(config: &Config, place: &Place) -> anyhow::Result<Outcome> {
    anyhow::ensure!(
        config.token.is_some(),
        "DISCORD_TOKEN is not set; put the bot's token into .env (README, \"Connect Discord\")"
    );
    let bot = place.bot()?;
    let _ = bot;
    Ok(Outcome::Code(0))
}
