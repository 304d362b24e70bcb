//! The settings of servers.

use std::num::NonZeroU32;
use std::sync::PoisonError;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError};
use crate::bot::{Settings, SettingsKeeper};
use crate::render::Language;

impl Store {
    /// The settings of every server that has some, by their ids.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn servers(&self) -> Result<Vec<(u64, Settings)>, StoreError> {
        self.read(servers)
    }

    /// The settings of one server; `None` if it has none.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn server(&self, server: u64) -> Result<Option<Settings>, StoreError> {
        self.read(|connection| read(connection, server))
    }

    /// Deletes everything about a server. Returns whether there was something.
    ///
    /// # Errors
    /// If it cannot be deleted.
    pub fn delete_server(&self, server: u64) -> Result<bool, StoreError> {
        self.write(|transaction| delete(transaction, server))
    }

    fn know(&self, server: u64, settings: &Settings) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if *settings == Settings::default() {
            known.remove(&server);
        } else {
            known.insert(server, settings.clone());
        }
    }
}

impl SettingsKeeper for Store {
    fn settings(&self, server: u64) -> Settings {
        let Some(read) = self.logged("settings could not be read", self.server(server)) else {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            return known.get(&server).cloned().unwrap_or_default();
        };
        let settings = read.unwrap_or_default();
        self.know(server, &settings);
        settings
    }

    fn change(&self, server: u64, change: &dyn Fn(&Settings) -> Settings) -> Option<Settings> {
        let changed = self.write(|transaction| {
            let changed = change(&read(transaction, server)?.unwrap_or_default());
            write(transaction, server, &changed)?;
            Ok(changed)
        });
        let changed = self.logged("settings could not be changed", changed)?;
        self.know(server, &changed);
        Some(changed)
    }
}

pub(super) fn servers(connection: &Connection) -> rusqlite::Result<Vec<(u64, Settings)>> {
    let mut ids = connection.prepare("SELECT id FROM server ORDER BY id")?;
    let ids: Vec<i64> = ids.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let settings = |id: i64| Ok((id.cast_unsigned(), read(connection, id.cast_unsigned())?.unwrap_or_default()));
    ids.into_iter().map(settings).collect()
}

pub(super) fn read(connection: &Connection, server: u64) -> rusqlite::Result<Option<Settings>> {
    let server = server.cast_signed();
    let mut row = connection.prepare("SELECT private, rate, language, articles FROM server WHERE id = ?")?;
    let row = row.query_row([server], |row| {
        let language: Option<String> = row.get(2)?;
        Ok(Settings {
            private: row.get(0)?,
            rate: row.get::<_, Option<u32>>(1)?.and_then(NonZeroU32::new),
            language: language.as_deref().and_then(Language::of_locale),
            part: row.get(3)?,
            ..Settings::default()
        })
    });
    let Some(settings) = row.optional()? else { return Ok(None) };
    let mut channels = connection.prepare("SELECT id FROM server_channel WHERE server = ?")?;
    let channels = channels.query_map([server], |row| row.get(0).map(i64::cast_unsigned))?;
    let channels = channels.collect::<Result<_, _>>()?;
    let mut parts = connection.prepare("SELECT channel, folder FROM channel_articles WHERE server = ?")?;
    let parts = parts.query_map([server], |row| Ok((row.get(0).map(i64::cast_unsigned)?, row.get(1)?)))?;
    Ok(Some(Settings { channels, parts: parts.collect::<Result<_, _>>()?, ..settings }))
}

/// A server without settings of its own is not kept at all.
fn write(connection: &Connection, server: u64, settings: &Settings) -> rusqlite::Result<()> {
    delete(connection, server)?;
    if *settings == Settings::default() {
        return Ok(());
    }
    let server = server.cast_signed();
    let Settings { channels, private, rate, language, part, parts } = settings;
    connection.execute(
        "INSERT INTO server (id, private, rate, language, articles) VALUES (?, ?, ?, ?, ?)",
        params![server, private, rate.map(NonZeroU32::get), language.map(Language::code), part],
    )?;
    for channel in channels {
        connection.execute("INSERT INTO server_channel (server, id) VALUES (?, ?)", [server, channel.cast_signed()])?;
    }
    for (channel, folder) in parts {
        connection.execute(
            "INSERT INTO channel_articles (server, channel, folder) VALUES (?, ?, ?)",
            params![server, channel.cast_signed(), folder],
        )?;
    }
    Ok(())
}

fn delete(connection: &Connection, server: u64) -> rusqlite::Result<bool> {
    // Its channels go with it.
    Ok(connection.execute("DELETE FROM server WHERE id = ?", [server.cast_signed()])? > 0)
}
