//! Notices about imports.

use events::catalogue::{FailedRows, ImportNoticeClaimed, ImportNoticeNotSent, ImportNoticeSent, WhyFailed};
use events::codes::{FailureCause, NotSent, NoticeRound};
use events::{Position, Tag, With};

use super::{Sample, import};

pub fn samples() -> Vec<Sample> {
    let all =
        [claimed(), claimed_minimal(), claimed_for_passive(), sent(), sent_minimal(), not_sent(), not_sent_minimal()];
    all.into_iter().map(|sample| sample.tagged([Tag::Import(import())])).collect()
}

fn claimed() -> Sample {
    let failed = vec![
        FailedRows { cause: WhyFailed::NoHetu, rows: 12 },
        FailedRows { cause: WhyFailed::Refused, rows: 3 },
        FailedRows { cause: WhyFailed::Identification(FailureCause::NamesNearlySame), rows: 7 },
    ];
    let (import, counted_at) = (Position(4_711), Position(5_300));
    let data = ImportNoticeClaimed { import, round: NoticeRound::Further, attempt: 2, open: 41, failed, counted_at };
    Sample::full(With::new(data, Default::default()))
}

fn claimed_for_passive() -> Sample {
    let failed = vec![FailedRows { cause: WhyFailed::Passivated, rows: 1 }];
    let (import, counted_at) = (Position(4_711), Position(5_300));
    let data = ImportNoticeClaimed { import, round: NoticeRound::First, attempt: 1, open: 1, failed, counted_at };
    Sample::full(With::new(data, Default::default())).special("passivated", "A row led to a passive person.")
}

fn claimed_minimal() -> Sample {
    let (import, counted_at) = (Position(1), Position(2));
    let data =
        ImportNoticeClaimed { import, round: NoticeRound::First, attempt: 1, open: 1, failed: vec![], counted_at };
    Sample::minimal(With::new(data, Default::default()))
}

fn sent() -> Sample {
    let data = ImportNoticeSent { import: Position(4_711), round: NoticeRound::Further };
    Sample::full(With::new(data, Default::default()))
}

fn sent_minimal() -> Sample {
    let data = ImportNoticeSent { import: Position(1), round: NoticeRound::First };
    Sample::minimal(With::new(data, Default::default()))
}

fn not_sent() -> Sample {
    let data = ImportNoticeNotSent { import: Position(4_711), round: NoticeRound::Further, cause: NotSent::GivenUp };
    Sample::full(With::new(data, Default::default()))
}

fn not_sent_minimal() -> Sample {
    let data = ImportNoticeNotSent { import: Position(1), round: NoticeRound::First, cause: NotSent::NothingFailed };
    Sample::minimal(With::new(data, Default::default()))
}
