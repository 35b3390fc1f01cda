//! Kinds of attacks, each by as many at once as an attacker would send; `docs/operations/attacks.md` tells what each stops at.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::super::client::Client;
use super::Target;
use crate::commands::Failure;

/// Begins an attack; it lasts until its tasks are aborted.
type Begin = fn(&Target, &mut JoinSet<()>);

/// Each with the name under which it is reported.
pub const ALL: [(&str, Begin); 9] = [
    ("nobody attacks", |_, _| {}),
    ("pages of a learner whom very many rows name", pages_of_one),
    ("histories of that learner", histories_of_one),
    ("bodies that trickle", bodies_that_trickle),
    ("readers that take nothing", readers_of_nothing),
    ("heads that never end", heads_without_end),
    ("bodies that are deep and no JSON", deep_bodies),
    ("forged tokens", forged_tokens),
    ("imports and searches as fast as they go", imports_and_searches),
];

const AT_ONCE: usize = 32;
const CONNECTIONS: usize = 200;
/// The largest body that is taken.
const ANNOUNCED: u64 = 64 << 20;
const ONE_BYTE_EVERY: Duration = Duration::from_secs(5);
const DEEP: usize = 1 << 20;
const REFUSED: Duration = Duration::from_millis(20);

/// Goes on asking. Whoever is refused tries again at once, nearly.
fn asking<F>(attack: &mut JoinSet<()>, at_once: usize, ask: impl Fn() -> F + Clone + Send + 'static)
where
    F: Future<Output = Result<(), Failure>> + Send,
{
    for _ in 0..at_once {
        let ask = ask.clone();
        attack.spawn(async move {
            loop {
                if ask().await.is_err() {
                    tokio::time::sleep(REFUSED).await;
                }
            }
        });
    }
}

fn pages_of_one(target: &Target, attack: &mut JoinSet<()>) {
    let paths = [
        format!("/henkilo-ui/oppija/{}", target.learner),
        format!("/henkilo-ui/oppijoidentuonti/{}?nakyma=ristiriidat", target.import.0),
    ];
    for path in paths {
        let official = target.official.clone();
        asking(attack, AT_ONCE / 2, move || {
            let (official, path) = (official.clone(), path.clone());
            async move { official.get(&path).await.map(drop) }
        });
    }
}

fn histories_of_one(target: &Target, attack: &mut JoinSet<()>) {
    let (client, path) = (target.attacker.clone(), format!("/api/v1/persons/{}/history", target.learner));
    asking(attack, AT_ONCE, move || {
        let (client, path) = (client.clone(), path.clone());
        async move { client.get(&path).await.map(drop) }
    });
}

/// Bodies of the largest size that is taken, a byte at a time.
pub fn bodies_that_trickle(target: &Target, attack: &mut JoinSet<()>) {
    let head = format!(
        "PUT /oppijanumerorekisteri-service/oppija HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: \
         application/json\r\nContent-Length: {ANNOUNCED}\r\n\r\n",
        target.attacker.token()
    );
    connections(target, attack, CONNECTIONS, head, " ");
}

/// Answers that nobody reads.
pub fn readers_of_nothing(target: &Target, attack: &mut JoinSet<()>) {
    let request = "GET /oppijanumerorekisteri-service/v3/api-docs HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50);
    connections(target, attack, CONNECTIONS, request, "");
}

fn heads_without_end(target: &Target, attack: &mut JoinSet<()>) {
    connections(target, attack, 2 * CONNECTIONS, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-More: ".to_owned(), "x");
}

/// Connections that say something, and then a little more now and then. One that is closed is opened again.
fn connections(target: &Target, attack: &mut JoinSet<()>, count: usize, said: String, more: &'static str) {
    let address = target.origin.trim_start_matches("http://").to_owned();
    for _ in 0..count {
        let (address, said) = (address.clone(), said.clone());
        attack.spawn(async move {
            loop {
                let _ = hold(&address, &said, more).await;
                tokio::time::sleep(REFUSED).await;
            }
        });
    }
}

async fn hold(address: &str, said: &str, more: &str) -> std::io::Result<()> {
    let mut connection = TcpStream::connect(address).await?;
    connection.write_all(said.as_bytes()).await?;
    loop {
        tokio::time::sleep(ONE_BYTE_EVERY).await;
        connection.write_all(more.as_bytes()).await?;
    }
}

fn deep_bodies(target: &Target, attack: &mut JoinSet<()>) {
    let (client, body) = (target.attacker.clone(), "[".repeat(DEEP));
    asking(attack, AT_ONCE / 2, move || refused(client.clone(), body.clone()));
}

async fn refused(client: Client, body: String) -> Result<(), Failure> {
    client.put("/oppija", body).send().await.map(drop).map_err(|error| Failure(error.without_url().to_string()))
}

fn forged_tokens(target: &Target, attack: &mut JoinSet<()>) {
    let forged = target.attacker.forged();
    asking(attack, AT_ONCE, move || {
        let client = forged.clone();
        async move { client.get("/api/v1/summary").await.map(drop) }
    });
}

/// Imports of one row and searches for the commonest words, by one sender.
fn imports_and_searches(target: &Target, attack: &mut JoinSet<()>) {
    let client = target.attacker.clone();
    asking(attack, AT_ONCE / 2, move || refused(client.clone(), ONE_ROW.to_owned()));
    for word in ["virtanen", "a", "k", "ma"] {
        let official = target.official.clone();
        asking(attack, AT_ONCE / 8, move || {
            let official = official.clone();
            async move { official.get(&format!("/henkilo-ui/oppijahaku?haku={word}")).await.map(drop) }
        });
    }
}

const ONE_ROW: &str = r#"{"henkilot":[{"tunniste":"x","henkilo":{"etunimet":"Lina","kutsumanimi":"Lina","sukunimi":"Berg",
"kansalaisuus":[{"koodi":"752"}],"syntymaaika":"1999-01-02","sukupuoli":"2"}}]}"#;
