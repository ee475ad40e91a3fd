//! Choropleth classes: event counts in at most three ranges, one tint for each.

/// The classes of counts, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tints {
    /// The minimum and the maximum number of events of a region in each class.
    classes: Vec<(usize, usize)>,
}

/// The maximum number of classes: more tints of one colour cannot be distinguished.
const MAX_CLASSES: usize = 3;

impl Tints {
    /// Classifies counts by natural breaks (Jenks) of their logarithms. Zero is in no class.
    pub fn for_counts(counts: impl Iterator<Item = usize>) -> Tints {
        let mut counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let mut values = counts.clone();
        values.dedup();
        let classes = values.len().min(MAX_CLASSES);
        let mut starts = vec![0];
        starts.extend(
            values
                .iter()
                .take(classes)
                .skip(1)
                .enumerate()
                .map(|(at, _)| at + 1),
        );
        if values.len() > MAX_CLASSES {
            starts = best(&values, &counts);
        }
        let ends = starts.iter().skip(1).copied().chain([values.len()]);
        let classes = starts.iter().zip(ends);
        Tints {
            classes: classes
                .filter(|(from, until)| **from < *until)
                .map(|(from, until)| (values[*from], values[until - 1]))
                .collect(),
        }
    }

    /// Returns the class of a count, from 1; 0 if the count is in no class.
    pub fn class(&self, count: usize) -> usize {
        let class = self
            .classes
            .iter()
            .position(|(low, high)| (*low..=*high).contains(&count));
        class.map_or(0, |class| class + 1)
    }

    /// Returns the minimum and the maximum number of events of each class, in ascending order.
    pub fn limits(&self) -> &[(usize, usize)] {
        &self.classes
    }
}

/// Returns the starts of three classes of distinct values with the minimum deviation from the class
/// means.
fn best(values: &[usize], counts: &[usize]) -> Vec<usize> {
    // Above this number, values are thinned out, because classes do not need more.
    const MAX_VALUES: usize = 60;
    let step = values.len().div_ceil(MAX_VALUES);
    let cuts: Vec<usize> = (1..values.len()).step_by(step).collect();
    let logs: Vec<f64> = counts
        .iter()
        .map(|count| super::real(*count).ln())
        .collect();
    let first = |value: usize| counts.partition_point(|count| *count < value);
    let spread = |from: usize, until: usize| {
        let part = &logs[from..until];
        let mean = part.iter().sum::<f64>() / super::real(part.len().max(1));
        part.iter().map(|log| (log - mean).powi(2)).sum::<f64>()
    };
    let mut found = (f64::INFINITY, vec![0]);
    for (at, low) in cuts.iter().enumerate() {
        let a = first(values[*low]);
        let below = spread(0, a);
        for high in &cuts[at + 1..] {
            let b = first(values[*high]);
            let all = below + spread(a, b) + spread(b, counts.len());
            if all < found.0 {
                found = (all, vec![0, *low, *high]);
            }
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(counts: &[usize]) -> Vec<(usize, usize)> {
        Tints::for_counts(counts.iter().copied()).classes
    }

    #[test]
    fn classes_have_the_limits_that_occur() {
        assert_eq!(limits(&[]), []);
        assert_eq!(limits(&[0, 0]), []);
        assert_eq!(limits(&[4, 4, 0]), [(4, 4)]);
        assert_eq!(limits(&[1, 6]), [(1, 1), (6, 6)]);
        assert_eq!(limits(&[1, 2, 1, 3, 5, 6, 12]), [(1, 1), (2, 3), (5, 12)]);
        assert_eq!(
            limits(&[1, 2, 3, 221, 200, 30, 40]),
            [(1, 3), (30, 40), (200, 221)]
        );
    }

    #[test]
    fn each_count_has_one_class_and_none_is_out_of_order() {
        let counts: Vec<usize> = (0..500).map(|n| n * n % 977).collect();
        let tints = Tints::for_counts(counts.iter().copied());
        assert_eq!(tints.classes.len(), 3);
        let mut sorted = counts;
        sorted.sort_unstable();
        let classes: Vec<usize> = sorted.iter().map(|count| tints.class(*count)).collect();
        assert!(classes.is_sorted());
        assert!(
            sorted
                .iter()
                .zip(&classes)
                .all(|(count, class)| (*count == 0) == (*class == 0))
        );
    }
}
