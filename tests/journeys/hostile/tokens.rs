//! Ways of bringing a token that are none. Which tokens hold is in `crates/web/src/auth/bearer_tests.rs`.

use oppijaloki_tests::server::{On, Registry};
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};

const PATH: &str = "/oppija/yhteenveto";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_taken_from_one_header_in_one_form() {
    let registry = Registry::start(On::Embedded).await;
    let token = registry.university().await.token().to_owned();
    let nobody = registry.with_token(None);
    let ask = async |headers: &[(&'static str, String)], path: &str| {
        let request = nobody.request(Method::GET, path);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap())
        });
        request.send().await.unwrap().status().as_u16()
    };
    let authorization = |value: String| vec![("authorization", value)];
    for good in [format!("Bearer {token}"), format!("bearer {token}"), format!("BEARER  {token} ")] {
        assert_eq!(ask(&authorization(good), PATH).await, 200);
    }
    let wrong = [
        vec![],
        authorization(token.clone()),
        authorization("Bearer".to_owned()),
        authorization("Bearer ".to_owned()),
        authorization(format!("Bearer\t{token}")),
        authorization(format!("Bearer={token}")),
        authorization(format!("Bearer \"{token}\"")),
        authorization(format!("Bearer {token}, Bearer {token}")),
        authorization(format!("Bearer {token} {token}")),
        authorization(format!("Bearer {token}.")),
        authorization(format!("Bearer {token}=")),
        authorization(format!("Bearer {token}\u{e4}")),
        authorization(format!("Bearer Bearer {token}")),
        authorization(format!("Basic {token}")),
        authorization(format!("DPoP {token}")),
        authorization(format!("JWT {token}")),
        vec![("authorization", format!("Bearer {token}")), ("authorization", format!("Bearer {token}"))],
        vec![("authorization", String::new()), ("authorization", format!("Bearer {token}"))],
        vec![("proxy-authorization", format!("Bearer {token}"))],
        vec![("x-authorization", format!("Bearer {token}"))],
        vec![("x-access-token", token.clone())],
        vec![("cookie", format!("access_token={token}; authorization=Bearer {token}"))],
    ];
    for headers in wrong {
        let names: Vec<_> = headers.iter().map(|(_, value)| value.replace(&token, "…")).collect();
        assert_eq!(ask(&headers, PATH).await, 401, "{names:?}");
    }
    for path in [format!("{PATH}?access_token={token}"), format!("{PATH}?authorization=Bearer%20{token}")] {
        assert_eq!(ask(&[], &path).await, 401, "in the address");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_of_proxies_make_nobody_anybody() {
    let registry = Registry::start(On::Embedded).await;
    let nobody = registry.with_token(None);
    for (name, value) in [
        ("x-forwarded-user", "1.2.246.562.24.00000010139"),
        ("x-remote-user", "admin"),
        ("remote-user", "admin"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-real-ip", "127.0.0.1"),
        ("x-original-url", "/oppijanumerorekisteri-service/v3/api-docs"),
        ("x-rewrite-url", "/health/live"),
        ("x-http-method-override", "OPTIONS"),
        ("x-ssl-client-verify", "SUCCESS"),
        ("caller-id", "1.2.246.562.10.00000000001"),
        ("csrf", "csrf"),
    ] {
        for path in [PATH, "/oppija/tuonti=1", "/yleistunniste/hae/1.2.246.562.24.00000010016"] {
            let answer = nobody.request(Method::GET, path).header(name, value).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 401, "{name} for {path}");
        }
        for path in ["/summary", "/persons/1.2.246.562.24.00000010016"] {
            let answer = nobody.own_request(Method::GET, path).header(name, value).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 401, "{name} for {path}");
        }
    }
}
