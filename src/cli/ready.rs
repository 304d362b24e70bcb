//! `pullquote ready`: whether the bot that runs with these settings can answer, for whoever watches over it.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::Context;

use super::Outcome;
use super::output::Output;
use crate::config::Config;

/// How long the page may take, to take the connection and for each part of what it says.
const PATIENCE: Duration = Duration::from_secs(3);
/// What the page says is two lines.
const MOST: u64 = 4096;

/// Asks the page of the running bot.
pub(super) fn ready(config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let web = config.web.as_ref().context(
        "PULLQUOTE_WEB is off, so that a running bot cannot be asked; set it to on, here and where the bot runs",
    )?;
    match ask(reachable(web.listen)) {
        Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => {
            out.line("ready")?;
            Ok(Outcome::Done)
        }
        Ok(_) => {
            out.line(format_args!("what listens at {} says that it is not ready", web.listen))?;
            Ok(Outcome::Negative)
        }
        Err(error) => {
            out.line(format_args!("nothing answers at {}: {error}", web.listen))?;
            Ok(Outcome::Negative)
        }
    }
}

fn ask(at: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&at, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(MOST).read_to_string(&mut answer)?;
    Ok(answer)
}

/// Where a page that listens everywhere is reached from here.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let here = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(here, listen.port())
}
