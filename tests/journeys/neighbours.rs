//! A registry that is configured with neighbours says how it stands with each.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::http::StatusCode;
use oppijaloki::neighbours::stand_in::{CLIENT, Service, StandIn, serve};
use oppijaloki_tests::served::Served;
use oppijaloki_tests::server::IN_THE_END;
use oppijaloki_tests::temp::write_secret;
use oppijaloki_tests::wait::wait_until;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_says_which_neighbours_answer_and_how_old_is_what_they_told() {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let stand_in = Arc::new(StandIn::default());
    stand_in.say(Service::Codes, Some((StatusCode::SERVICE_UNAVAILABLE, "later")));
    tokio::spawn(serve(listener, stand_in));
    let mut registry = Served::prepare().await;
    let secret = registry.path("service-names-secret");
    write_secret(&secret, CLIENT.1);
    let service = format!(
        "server = '{server}/kayttooikeus-service'\nclient_id = '{}'\nclient_secret_file = '{}'\n",
        CLIENT.0,
        secret.display()
    );
    let neighbours = format!(
        "[neighbours]\norganisations = '{server}/organisaatio-service'\ncodes = '{server}/koodisto-service'\n\
         [neighbours.services]\n{service}[neighbours.officials]\n{service}"
    );
    registry.start(&neighbours).await.unwrap();
    let ready = async || {
        let ready = reqwest::get(format!("{}/health/ready", registry.address())).await.unwrap();
        assert_eq!(ready.status(), 200, "one that is away makes nothing unready");
        let ready: Value = serde_json::from_str(&ready.text().await.unwrap()).unwrap();
        ready["neighbours"].as_array().unwrap().clone()
    };
    // Officials are asked for once it answers, and nobody waits for that.
    wait_until("officials were asked for", IN_THE_END, async || ready().await[3]["answers"] == true).await;
    let told = ready().await;
    let standing = |n: usize| (&told[n]["tells"], &told[n]["answers"], told[n]["age_seconds"].is_number());
    assert_eq!(standing(0), (&json!("organisations"), &json!(true), true));
    assert_eq!(standing(1), (&json!("codes"), &json!(false), false));
    assert_eq!(standing(2), (&json!("services"), &json!(true), true));
    assert_eq!(standing(3), (&json!("officials"), &json!(true), true));
    registry.stop().await;
}
