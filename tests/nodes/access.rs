//! The access register of several nodes: one of all, and forgotten in time by a node that only answers, too.

use events::{Instant, PersonOid};
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::wait::wait_until;
use store::access_register::{AccessPlace, AccessRegister, LookKind, Looker, Wanted};

use crate::bench::IN_THE_END;
use crate::cluster_or_leave_out;
use crate::processes::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_does_no_work_forgets_old_looks_too() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let mut house = House::new(&database).await;
    house.nodes.more = "access_kept_days = 30\n".to_owned();
    let looker = Looker { subject: "1.2.246.562.24.00000010252".to_owned(), organisation: None, client: None };
    let (old, kept) = (PersonOid::issue(1_234_567_890), PersonOid::issue(1_234_567_891));
    let place = AccessPlace::Postgres(database.url());
    let register = AccessRegister::open(&place, &house.nodes.folder.join("unused")).unwrap();
    let now: Instant = oppijaloki::clock().now();
    for (person, days) in [(old, 32), (kept, 28)] {
        register.looked(&looker, LookKind::Page, [person], now.plus_seconds(-days * 24 * 60 * 60)).unwrap();
    }
    register.flush().unwrap();
    let _node = house.node("api", "api").await;
    let people = || -> Vec<PersonOid> {
        let looks = register.looks(&Wanted { limit: 10, ..Wanted::default() }).unwrap();
        looks.into_iter().map(|line| line.person).collect()
    };
    wait_until("the old look is forgotten", IN_THE_END, async || people() == [kept]).await;
}
