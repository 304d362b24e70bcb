//! The bot's token, which cannot be printed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// The bot's token. Neither `Debug` nor `Display` prints any of it, and it is wiped when dropped.
#[derive(Clone)]
pub struct Token(SecretString);

/// Why a token cannot be one. No message holds any part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Quotation marks belong to the shell, not to the token.
    #[error("DISCORD_TOKEN has quotation marks in it; take them away")]
    Quoted,
    /// The prefix belongs to the request.
    #[error("DISCORD_TOKEN begins with \"Bot\" or \"Bearer\"; write the token alone, the prefix is added")]
    Prefixed,
    /// Something else was pasted along with it.
    #[error("DISCORD_TOKEN has a space or a sign in it that no token has; copy it again, without the words around it")]
    Spaced,
    /// The application's id, its public key and the client secret stand on neighbouring pages.
    #[error(
        "DISCORD_TOKEN does not look like a bot token, which has three parts with dots between them; \
         it is shown once under \"Bot\", \"Reset Token\" in the developer portal (the application id, \
         the public key and the client secret are something else)"
    )]
    NotAToken,
}

impl Token {
    /// The token in `raw`; `None` if `raw` is empty or an obvious placeholder.
    ///
    /// White space around it is dropped.
    ///
    /// # Errors
    /// If it cannot be a token of Discord's.
    pub fn parse(raw: &str) -> Result<Option<Self>, TokenError> {
        if is_placeholder(raw.trim()) {
            return Ok(None);
        }
        let token = Self::parse_any(raw)?;
        match &token {
            Some(token) if !has_three_parts(token.expose()) => Err(TokenError::NotAToken),
            _ => Ok(token),
        }
    }

    /// The token in `raw` for a stand-in, which takes any word as one; `None` if `raw` is empty.
    ///
    /// # Errors
    /// If it cannot be sent as a token at all.
    pub fn parse_any(raw: &str) -> Result<Option<Self>, TokenError> {
        let raw = raw.trim();
        if raw.is_empty() {
            return Ok(None);
        }
        if raw.contains(['"', '\'', '`']) {
            return Err(TokenError::Quoted);
        }
        let mut words = raw.split_whitespace();
        if words.next().is_some_and(|word| ["bot", "bearer"].contains(&word.to_lowercase().as_str())) {
            return Err(TokenError::Prefixed);
        }
        if !raw.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::Spaced);
        }
        Ok(Some(Self(SecretString::from(raw))))
    }

    /// The id of the application that the bot belongs to, which is no secret: the token's first part is its digits in
    /// base64. `None` if it is something else. Bots that were made before 2017 have another id than their application.
    #[must_use]
    pub fn application(&self) -> Option<u64> {
        let digits = base64(self.expose().split('.').next()?.trim_end_matches('='))?;
        std::str::from_utf8(&digits)
            .ok()
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse()
            .ok()
    }

    /// The token itself, for the one request header that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// The bytes that `text` stands for in either alphabet of base64; `None` if it is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut n_bits) = (Vec::new(), 0_u32, 0);
    for character in text.bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((held >> n_bits).to_le_bytes()[0]);
        }
    }
    Some(bytes)
}

/// Three parts of the alphabet of base64 for addresses; lengths have changed over the years and are not held.
fn has_three_parts(token: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='))
    };
    token.split('.').count() == 3 && token.split('.').all(is_part)
}

/// What stands in example files where the token goes.
fn is_placeholder(raw: &str) -> bool {
    const WORDS: [&str; 11] = [
        "changeme",
        "replaceme",
        "placeholder",
        "example",
        "todo",
        "none",
        "null",
        "token",
        "bottoken",
        "discordtoken",
        "secret",
    ];
    let letters: String = raw.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_example =
        letters.contains("token") && ["your", "here", "paste", "insert"].iter().any(|word| letters.contains(word));
    let is_filler = letters.chars().all(|c| c == 'x');
    is_example || is_filler || WORDS.contains(&letters.as_str()) || (raw.starts_with('<') && raw.ends_with('>'))
}
