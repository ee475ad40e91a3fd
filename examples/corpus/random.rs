//! A seeded generator of pseudo-random numbers.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and good enough for prose.
pub struct Random(u64);

impl Random {
    /// Returns a stream of its own for each purpose and place, so that what one article draws does
    /// not change another.
    pub fn new(purpose: u64, place: usize) -> Random {
        let place = u64::try_from(place).expect("a place fits into 64 bits");
        let mut seed = Random((purpose << 48) ^ place);
        Random(seed.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 to `end`, exclusive.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u128::try_from(end).expect("a size fits into 128 bits");
        usize::try_from((u128::from(self.next()) * end) >> 64).expect("it is below a usize")
    }

    /// Returns a number from `low` to `high`, inclusive.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Returns true once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Returns an item of a list that is not empty.
    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// Returns a word of a list that is not empty.
    pub fn word<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    /// Shuffles a list.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// A Zipf distribution: the n-th item is drawn in proportion to 1 / (n + `flat`).
pub struct Zipf {
    /// Cumulative weights. Integers, so that every machine draws the same.
    sums: Vec<usize>,
}

impl Zipf {
    /// Returns a distribution of `count` items; a larger `flat` makes it more even.
    pub fn new(count: usize, flat: usize) -> Zipf {
        let weights = (0..count).map(|rank| 1_000_000 / (rank + flat));
        let sums = weights
            .scan(0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        Zipf { sums }
    }

    /// Draws the index of an item.
    pub fn draw(&self, random: &mut Random) -> usize {
        let total = self.sums.last().copied().unwrap_or(0);
        let point = random.below(total);
        self.sums.partition_point(|sum| *sum <= point)
    }

    /// Draws this many different items, in addition to those in `drawn`.
    pub fn draw_into(&self, random: &mut Random, drawn: &mut Vec<usize>, count: usize) {
        while drawn.len() < count.min(self.sums.len()) {
            let one = self.draw(random);
            if !drawn.contains(&one) {
                drawn.push(one);
            }
        }
    }
}
