//! Which addresses may be asked, and which numbers their names may stand for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use url::{Host, Url};

use super::{FetchError, LONGEST_HEADER};
use crate::config::Fetching;

/// The port of https, the only one that is asked.
const PORT: u16 = 443;

/// The address that somebody wrote, if it is one of the public web as far as can be seen.
pub(super) fn parse(written: &str) -> Result<Url, FetchError> {
    let written = written.trim();
    if written.len() > LONGEST_HEADER {
        return Err(FetchError::Address("it is too long"));
    }
    checked(Url::parse(written).map_err(|_| FetchError::Address("it is none"))?)
}

/// Where the answer of `from` leads to, by the same rules.
pub(super) fn led_to(from: &Url, location: &str) -> Result<Url, FetchError> {
    checked(from.join(location).map_err(|_| FetchError::Address("it leads to none"))?)
}

fn checked(mut url: Url) -> Result<Url, FetchError> {
    if url.scheme() != "https" {
        return Err(FetchError::Address("it does not begin with https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Address("it holds a user name or a password"));
    }
    if url.port().is_some() {
        return Err(FetchError::Address("it names a port"));
    }
    match url.host() {
        Some(Host::Domain(name)) if name.trim_end_matches('.').contains('.') => {}
        Some(Host::Domain(name)) => return Err(FetchError::Private(name.to_owned())),
        _ => return Err(FetchError::Address("it names a number in place of a site")),
    }
    // What stands behind "#" is for the reader of a page.
    url.set_fragment(None);
    Ok(url)
}

/// Where the site of an address is to be asked: only if it may be, and all of it is on the public web.
pub(super) fn places(url: &Url, fetching: &Fetching) -> Result<Vec<SocketAddr>, FetchError> {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    if let Some(sites) = &fetching.sites {
        let is_below =
            |site: &String| host.strip_suffix(site.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if !sites.iter().any(is_below) {
            return Err(FetchError::Site(host.to_owned()));
        }
    }
    if let Some(standin) = &fetching.standin {
        return Ok(vec![standin.address]);
    }
    let found = (host, PORT).to_socket_addrs().map_err(|_| FetchError::Unknown(host.to_owned()))?;
    public(host, found.collect())
}

/// These places, if each of them is public: a name that stands for both is not what it seems.
fn public(host: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, FetchError> {
    if found.is_empty() {
        return Err(FetchError::Unknown(host.to_owned()));
    }
    if found.iter().all(|place| is_public(place.ip())) { Ok(found) } else { Err(FetchError::Private(host.to_owned())) }
}

/// Whether an address is one of the public internet: none that IANA's registries of special-purpose addresses
/// (RFC 6890 and what was added to it) list as not globally reachable, and none that leads to one by translation.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    // In this order: this network, private use, loopback, multicast and reserved; private use; shared by a provider's
    // customers; link-local; protocol assignments; documentation; relays of 6to4; measuring.
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [192, 0, 0 | 2, _]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [192, 88, 99, _]
            | [198, 18..=19, ..]
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // Translated to the address of version 4 that it ends with, as networks without that version do (RFC 6052), or
        // carried to the one that it begins with (6to4).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        // Protocol assignments with Teredo, benchmarking and ORCHID; documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // All else that is given out lies in 2000::/3; loopback, mapped, local and multicast addresses lie outside.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_public_web_are_taken_and_no_others() {
        for written in ["https://example.org", " https://news.example.org:443/a?b=c#d ", "https://BÜCHER.example/x"] {
            assert!(parse(written).is_ok(), "{written}");
        }
        assert_eq!(parse("https://example.org/a#b").map(String::from), Ok("https://example.org/a".to_owned()));
        for written in [
            "",
            "example.org",
            "http://example.org",
            "ftp://example.org",
            "file:///etc/passwd",
            "data:text/html,hello",
            "https://me:you@example.org",
            "https://example.org:8443",
            "https://localhost/metrics",
            "https://intranet",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://8.8.8.8/",
            "https:///etc",
            "https://exa mple.org",
        ] {
            assert!(parse(written).is_err(), "{written}");
        }
        assert!(parse(&format!("https://example.org/{}", "a".repeat(3_000))).is_err());
        let from = parse("https://example.org/a").unwrap();
        assert_eq!(led_to(&from, "/b").map(String::from), Ok("https://example.org/b".to_owned()));
        for location in
            ["http://example.org/b", "//127.0.0.1/", "//localhost/", "file:///etc/passwd", "https://[fe80::1]/"]
        {
            assert!(led_to(&from, location).is_err(), "{location}");
        }
    }

    #[test]
    fn numbers_inside_networks_are_not_public() {
        for number in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:c0a8:101::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(number.parse().unwrap()), "{number}");
        }
        for number in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.1",
            "2001:4860:4860::8888",
            "2606:4700::1",
            "2a00:1450::1",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert!(is_public(number.parse().unwrap()), "{number}");
        }
    }

    #[test]
    fn one_number_inside_a_network_is_one_too_many() {
        let places =
            |numbers: &[&str]| numbers.iter().map(|number| SocketAddr::new(number.parse().unwrap(), PORT)).collect();
        assert!(public("example.org", places(&["8.8.8.8", "2606:4700::1"])).is_ok());
        assert_eq!(
            public("example.org", places(&["8.8.8.8", "10.0.0.1"])),
            Err(FetchError::Private("example.org".to_owned()))
        );
        assert_eq!(public("example.org", places(&[])), Err(FetchError::Unknown("example.org".to_owned())));
    }

    #[test]
    fn sites_that_are_named_are_asked_and_no_others() {
        let standin = crate::config::WebStandin { address: "127.0.0.1:1".parse().unwrap(), authority: Vec::new() };
        let fetching = Fetching { sites: Some(["example.org".to_owned()].into()), standin: Some(standin) };
        for (address, may) in [
            ("https://example.org/", true),
            ("https://news.example.org./", true),
            ("https://badexample.org/", false),
            ("https://example.org.evil.example/", false),
        ] {
            assert_eq!(places(&parse(address).unwrap(), &fetching).is_ok(), may, "{address}");
        }
    }
}
