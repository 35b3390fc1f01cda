//! Random draws that never change: SplitMix64 and integer arithmetic only.
//!
//! The generators of `rand` may give other numbers in its next version; invented people must stay the same for ever.

/// A stream of random numbers. Equal seeds give equal streams, on every machine and in every version.
#[derive(Clone)]
pub(super) struct Dice(u64);

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit moves every output bit.
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Dice {
    /// The stream of a seed and of a text, which tells the streams of one seed apart.
    pub(super) fn new(seed: u64, text: &[u8]) -> Dice {
        Dice(text.iter().fold(mix(seed), |state, byte| mix(state ^ u64::from(*byte)).rotate_left(9)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `bound`, every one as likely (to 2⁻³²); 0 when there is none.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// True so many times in a thousand.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list that is not empty, each as likely.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len() as u32) as usize]
    }

    /// One of a list that is not empty, the first ones more likely, as names are in life: the lower of two draws.
    pub(super) fn pick_common<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        let count = list.len() as u32;
        list[self.below(count).min(self.below(count)) as usize]
    }

    /// One of a list whose shares add up to a thousand.
    pub(super) fn pick_by_share<'a, T>(&mut self, list: &'a [T], share: impl Fn(&T) -> u32) -> &'a T {
        let mut left = self.below(1000);
        for item in list {
            match left.checked_sub(share(item)) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        &list[list.len() - 1]
    }
}
