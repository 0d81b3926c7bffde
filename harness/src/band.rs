//! Bands: how long something may take and still be what it claims to be.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use predicates_core::Predicate;
use predicates_core::reflection::PredicateReflection;

/// From a nominal time to half as much again: "1s" means 1.0 s ≤ t < 1.5 s.
///
/// A sleep never ends early, so the lower end is exact. The upper end leaves room for a
/// busy machine and still keeps 1, 5, 10 and 20 seconds apart.
///
/// It is a [`Predicate`], so a test can say `band("1s").eval(&took)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    from: Duration,
    below: Duration,
}

/// The band of a nominal time such as "1s" or "0.2s".
///
/// # Panics
/// When `nominal` is no such time: it stands in a test's own source. Where it comes from
/// elsewhere, use [`Nominal::from_str`] and [`Band::of`].
pub fn band(nominal: &str) -> Band {
    match nominal.parse() {
        Ok(Nominal(Duration::ZERO)) => panic!("`{nominal}`: nothing takes no time at all"),
        Ok(nominal) => Band::of(nominal, Duration::ZERO),
        Err(error) => panic!("{error}"),
    }
}

impl Band {
    /// The share of the whole below which a time counts as zero.
    pub(crate) const NEXT_TO_NOTHING: f64 = 0.05;

    /// The band of a nominal time. That of zero is under 5 % of `total`, the whole run.
    pub fn of(nominal: Nominal, total: Duration) -> Self {
        match nominal.0 {
            Duration::ZERO => Self {
                from: Duration::ZERO,
                below: total.mul_f64(Self::NEXT_TO_NOTHING),
            },
            from => Self {
                from,
                // Half of a nanosecond is nothing, and in such a band would lie no time at all.
                below: from + (from / 2).max(Duration::from_nanos(1)),
            },
        }
    }

    /// Whether some time from `least` to `most` lies in this band.
    pub(crate) fn meets(&self, least: Duration, most: Duration) -> bool {
        most >= self.from && least < self.below
    }

    /// Whether `time` is too long for this band (`false` also where it is too short).
    pub fn is_exceeded_by(&self, time: Duration) -> bool {
        time >= self.below
    }
}

impl Predicate<Duration> for Band {
    fn eval(&self, time: &Duration) -> bool {
        (self.from..self.below).contains(time)
    }
}

impl PredicateReflection for Band {}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}–{} s",
            self.from.as_secs_f64(),
            self.below.as_secs_f64()
        )
    }
}

/// A nominal time as a manifest writes it: seconds, such as "1s", "1.8s" or "0s".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nominal(pub Duration);

/// A nominal time that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("expected seconds such as \"1s\" or \"0.2s\", found {found:?}")]
pub struct NotNominal {
    found: String,
}

impl FromStr for Nominal {
    type Err = NotNominal;

    fn from_str(text: &str) -> Result<Self, NotNominal> {
        text.strip_suffix('s')
            .filter(|seconds| seconds.starts_with(|first: char| first.is_ascii_digit()))
            .and_then(|seconds| seconds.parse().ok())
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .filter(|time| *time <= Self::LONGEST)
            .map(Nominal)
            .ok_or_else(|| NotNominal {
                found: text.to_owned(),
            })
    }
}

impl Nominal {
    /// A day. Far above any example, and far below where adding times could overflow.
    const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
}

impl fmt::Display for Nominal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NANOSECOND: Duration = Duration::from_nanos(1);

    #[test]
    fn a_band_begins_at_its_nominal_time_and_ends_before_half_as_much_again() {
        let second = Duration::from_secs(1);
        let upper = Duration::from_millis(1500);
        assert!(!band("1s").eval(&(second - NANOSECOND)));
        assert!(band("1s").eval(&second));
        assert!(band("1s").eval(&(upper - NANOSECOND)));
        assert!(!band("1s").eval(&upper));
    }

    #[test]
    fn zero_means_under_a_twentieth_of_the_total() {
        let nothing = Band::of(Nominal(Duration::ZERO), Duration::from_secs(5));
        assert!(nothing.eval(&Duration::ZERO));
        assert!(nothing.eval(&Duration::from_millis(249)));
        assert!(!nothing.eval(&Duration::from_millis(250)));
    }

    #[test]
    fn the_shortest_band_has_a_time_in_it_and_the_longest_an_end() {
        assert!(band("0.000000001s").eval(&NANOSECOND));
        assert!(!band("0.000000001s").eval(&(NANOSECOND * 2)));
        let day = Duration::from_secs(24 * 60 * 60);
        assert!(band("86400s").eval(&day) && band("86400s").is_exceeded_by(day * 2));
        assert!("86400.1s".parse::<Nominal>().is_err());
    }

    #[test]
    fn a_stretch_of_time_meets_a_band_if_some_of_it_lies_in_it() {
        let meets = |least, most| {
            let (least, most) = (Duration::from_millis(least), Duration::from_millis(most));
            band("1s").meets(least, most)
        };
        assert!(meets(0, 1000) && meets(1499, 9000) && meets(0, 9000));
        assert!(!meets(0, 999) && !meets(1500, 9000));
    }

    #[test]
    fn a_time_that_is_as_good_as_nothing_is_zero() {
        assert_eq!(
            "0.0000000001s".parse::<Nominal>().unwrap().0,
            Duration::ZERO
        );
        let nothing = Band::of(Nominal(Duration::ZERO), Duration::ZERO);
        assert!(
            nothing.is_exceeded_by(Duration::ZERO),
            "of nothing, no part is left"
        );
    }

    #[test]
    fn the_examples_times_are_kept_apart() {
        let times = ["1s", "1.8s", "5s", "10s", "20s"];
        for (i, longer) in times.iter().enumerate() {
            let Nominal(longer) = longer.parse().unwrap();
            for shorter in &times[..i] {
                assert!(!band(shorter).eval(&longer), "{shorter} and {longer:?}");
            }
        }
    }

    #[test]
    fn what_is_no_nominal_time_is_refused() {
        for text in [
            "", "s", "1", "1 s", "-1s", "+1s", "1ms", "infs", "NaNs", "1e300s", "1s ",
        ] {
            assert!(text.parse::<Nominal>().is_err(), "{text:?}");
        }
        assert_eq!(
            "1.8s".parse::<Nominal>().unwrap().0,
            Duration::from_millis(1800)
        );
    }
}
