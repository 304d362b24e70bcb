//! An address that a setting may be.

use url::Url;

/// The address in `raw`, of one of these schemes.
///
/// # Errors
/// What is wrong with it, in words that follow "cannot be used".
pub(super) fn address(raw: &str, schemes: &[&str]) -> Result<Url, &'static str> {
    let url = Url::parse(raw).map_err(|_| "it is no address")?;
    if !schemes.contains(&url.scheme()) {
        return Err("it begins with the wrong scheme");
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("it names no host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it holds a user name or a password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it holds a \"?\" or a \"#\"");
    }
    Ok(url)
}
