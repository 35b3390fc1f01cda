//! The client of the register against the stand-in, over a real connection; and answers read from text.
#![cfg(test)]

mod asking;
mod faults;
mod hostile;
mod properties;
mod reading;
mod scenarios;
mod server;

use std::net::SocketAddr;

use events::Hetu;
use events::person::RegisterRecord;
use vtj::client::{Answer, Register, RegisterConfig};
use vtj::population::Population;
use vtj::stand_in::{StandIn, StandInConfig};

/// Any free port of this machine.
const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

fn population() -> Population {
    Population::new(42, 10_000)
}

async fn stand_in() -> StandIn {
    StandIn::start(ANY, StandInConfig::new(population())).await.unwrap()
}

fn config(base_url: String) -> RegisterConfig {
    RegisterConfig { base_url, user: "full".to_owned(), password: "full".to_owned(), ..RegisterConfig::default() }
}

fn register(stand_in: &StandIn) -> Register {
    Register::new(config(stand_in.base_url())).unwrap()
}

fn hetu(text: &str) -> Hetu {
    Hetu::parse(text, events::date(2026, 11, 22)).unwrap()
}

/// The first so many people's hetus.
fn first(count: u64) -> Vec<Hetu> {
    (0..count).map(|index| population().hetu(index)).collect()
}

fn found(answer: &Answer) -> &RegisterRecord {
    match answer {
        Answer::Found(record) => record,
        other => panic!("not found but {other:?}"),
    }
}

async fn ask_one(register: &Register, hetu: Hetu) -> Answer {
    register.ask(&[hetu]).await.unwrap().answers.remove(0)
}
