//! The demo's outbox: a page of the messages that were kept instead of being sent. It exists in the demo alone, since
//! it asks nobody who they are.

use app::App;
use app::mail::OutboxMessage;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse};
use axum::routing::get;

/// Where the page is.
pub const OUTBOX_PATH: &str = "/demo/outbox";

/// Nothing runs, nothing is fetched; a message's HTML is shown in a frame of its own.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'";

/// The route of the page.
pub fn router(app: App) -> Router {
    Router::new().route(OUTBOX_PATH, get(outbox)).with_state(app)
}

async fn outbox(State(app): State<App>) -> impl IntoResponse {
    let messages = app.outbox().await;
    let page = app.blocking(move |_| Ok(page(&messages))).await.unwrap_or_default();
    ([(CONTENT_SECURITY_POLICY, POLICY)], Html(page))
}

fn page(messages: &[OutboxMessage]) -> String {
    let listed: String = messages.iter().map(article).collect();
    let empty = "<p>No message has been sent yet.</p>";
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Outbox</title>\n\
         <style>body{{font-family:sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}}\
         iframe{{box-sizing:border-box;width:100%;height:24rem;border:1px solid}}pre{{overflow:auto}}</style></head>\n\
         <body>\n<h1>Outbox</h1>\n<p>The demo sends no e-mail: what it would send is kept here.</p>\n{}</body>\n</html>\n",
        if listed.is_empty() { empty } else { &listed },
    )
}

fn article(message: &OutboxMessage) -> String {
    // Links open beside the page: within the frame nobody is signed in.
    let html = message.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let [to, subject, id, html, source] =
        [&message.to, &message.subject, &message.message_id, &html, &message.source].map(|text| escaped(text));
    let sent = message.sent();
    format!(
        "<article>\n<h2>{subject}</h2>\n<dl><dt>To</dt><dd>{to}</dd><dt>Sent</dt><dd>{sent}</dd>\
         <dt>Message-ID</dt><dd>{id}</dd></dl>\n\
         <iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"{subject}\" srcdoc=\"{html}\"></iframe>\n\
         <details><summary>As a mail server gets it</summary><pre tabindex=\"0\">{source}</pre></details>\n</article>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_holds_is_shown_and_never_run() {
        let hostile = "<script>alert(\"1\")</script>&amp;";
        let message = serde_json::json!({
            "sent": 0, "to": hostile, "subject": hostile, "message_id": hostile, "text": hostile, "html": hostile,
            "source": hostile,
        });
        let message: OutboxMessage = serde_json::from_value(message).unwrap();
        let shown = article(&message);
        assert!(!shown.contains("<script") && !shown.contains("\"1\""), "{shown}");
        assert_eq!(shown.matches("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;").count(), 6);
        assert!(shown.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""), "{shown}");
    }
}
