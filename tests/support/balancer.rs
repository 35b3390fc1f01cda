//! A load balancer before nodes: one address, as the world knows it, and each request goes to the node whose turn it is.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::TRANSFER_ENCODING;
use axum::response::{IntoResponse, Response};
use reqwest::redirect::Policy;
use tokio::net::TcpListener;

use crate::way::Way;

/// The largest body that goes through.
const LARGEST: usize = 64 * 1024 * 1024;

/// See the module.
pub struct Balancer {
    listener: TcpListener,
    /// The one address.
    pub address: SocketAddr,
}

impl Balancer {
    /// Takes an address; nothing answers there yet.
    pub async fn prepare() -> Balancer {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        Balancer { listener, address }
    }

    /// Begins to lead requests to nodes, until the test ends.
    pub fn lead_to(self, nodes: Vec<SocketAddr>) {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        let everything = Router::new().fallback(forward).with_state((http, Way::over(nodes)));
        tokio::spawn(async { axum::serve(self.listener, everything).await });
    }
}

async fn forward(State((http, way)): State<(reqwest::Client, Way)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST).await.unwrap();
    let address = format!("http://{}{}", way.next(), parts.uri);
    let asked = http.request(parts.method, address).headers(parts.headers).body(body);
    let Ok(answer) = asked.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    // That was between the node and here.
    headers.remove(TRANSFER_ENCODING);
    let mut response = Response::new(Body::from(answer.bytes().await.unwrap()));
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    response
}
