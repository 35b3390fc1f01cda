//! How many rows of each kind.

use super::dice::Dice;
use super::kinds::Kind;

/// Shares are counted in parts of this: 1,000 is one in a hundred.
pub const WHOLE: u32 = 100_000;
/// The share of malformed rows where they are wanted and no other share is given.
const MALFORMED: u32 = 1_000;

/// The share of each kind; what they leave is clean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix([u32; Kind::COUNT]);

/// Shares that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MixError {
    /// Clean rows are what the other kinds leave.
    #[error("the share of clean rows is what the other kinds leave: lower theirs instead")]
    Clean,
    /// More than all.
    #[error("the shares add up to more than 100 percent")]
    TooMuch,
}

impl Mix {
    /// Clean rows alone.
    pub fn plain() -> Mix {
        Mix([0; Kind::COUNT])
    }

    /// What a large import may look like: three quarters clean, every kind of noise and mistake, nothing malformed.
    pub fn typical() -> Mix {
        let mut shares = [0; Kind::COUNT];
        Kind::all().for_each(|kind| shares[kind.place()] = kind.typical_share());
        Mix(shares)
    }

    /// With one malformed row in a hundred.
    pub fn with_malformed(self) -> Result<Mix, MixError> {
        self.with(Kind::Malformed, MALFORMED)
    }

    /// With another share of a kind, in parts of [`WHOLE`].
    pub fn with(self, kind: Kind, share: u32) -> Result<Mix, MixError> {
        self.with_all([(kind, share)])
    }

    /// With other shares of some kinds, in parts of [`WHOLE`]; of a kind given twice the last one counts.
    pub fn with_all(mut self, shares: impl IntoIterator<Item = (Kind, u32)>) -> Result<Mix, MixError> {
        for (kind, share) in shares {
            if kind == Kind::Clean {
                return Err(MixError::Clean);
            }
            self.0[kind.place()] = share;
        }
        let sum: u64 = self.0.iter().map(|share| u64::from(*share)).sum();
        if sum > u64::from(WHOLE) { Err(MixError::TooMuch) } else { Ok(self) }
    }

    /// The share of a kind in parts of [`WHOLE`].
    pub fn share(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Clean => WHOLE - self.0.iter().sum::<u32>(),
            kind => self.0[kind.place()],
        }
    }

    /// Draws a kind by the shares.
    pub(super) fn draw(&self, dice: &mut Dice) -> Kind {
        let mut left = dice.below(WHOLE);
        for kind in Kind::all().filter(|kind| *kind != Kind::Clean) {
            match left.checked_sub(self.share(kind)) {
                Some(rest) => left = rest,
                None => return kind,
            }
        }
        Kind::Clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_leave_the_rest_clean_and_never_exceed_the_whole() {
        assert_eq!(Mix::plain().share(Kind::Clean), WHOLE);
        assert_eq!(Mix::typical().share(Kind::Clean), 75_800);
        assert_eq!(Mix::typical().with(Kind::Typo, 90_000), Err(MixError::TooMuch));
        assert_eq!(Mix::plain().with(Kind::Clean, 1), Err(MixError::Clean));
        assert!(Mix::typical().with_all([(Kind::Typo, 95_000), (Kind::OneFirstName, 0)]).is_err());
        let lowered = Kind::all().filter(|kind| *kind != Kind::Clean).map(|kind| (kind, 0));
        assert!(Mix::typical().with_all([(Kind::Typo, 95_000)].into_iter().chain(lowered)).is_ok());
        let mixed = Mix::plain().with(Kind::Typo, 25_000).and_then(|mix| mix.with(Kind::Known, 75_000)).unwrap();
        assert_eq!((mixed.share(Kind::Clean), mixed.share(Kind::Known)), (0, 75_000));
    }
}
