//! Random draws that never change: SplitMix64 and integer arithmetic only. The generators of `rand` may give other
//! numbers in its next version.

/// A stream of random numbers: equal seeds, equal streams.
pub(super) struct Dice(u64);

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit moves every output bit.
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Dice {
    /// The stream of a seed and a number that tells the streams of one seed apart.
    pub(super) fn new(seed: u64, stream: u64) -> Dice {
        Dice(mix(mix(seed).wrapping_add(stream)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `bound`; 0 when there is none.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// A place in a list of this length; 0 when it is empty.
    pub(super) fn place(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize
    }

    /// A number below `bound`, which may be large; 0 when there is none.
    pub(super) fn below_large(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of a list; `None` when it is empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        list.get(self.place(list.len())).copied()
    }
}
