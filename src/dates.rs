//! Calendar dates as numbers that ascend as they do: 2024-07-02 is 20240702.
//! A document without a date has 0, and lies in no range.

/// Days from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateRange {
    first: u32,
    last: u32,
}

/// What each part of a date counts, how many digits it has at most, and the most that it can be.
const PARTS: [(u32, usize, u32); 3] = [(10_000, 4, 9999), (100, 2, 12), (1, 2, 31)];

/// The years from one day to a later one, in parts of a year.
pub(crate) fn years_between(earlier: u32, later: u32) -> f32 {
    let months =
        |day: u32| (day / 10_000 * 12 + day / 100 % 100) as f32 + (day % 100) as f32 / 31.0;
    (months(later) - months(earlier)).max(0.0) / 12.0
}

impl DateRange {
    /// The days that a date stands for, which may be shortened to a month or a year.
    fn of(date: &str) -> Option<Self> {
        let mut range = Self { first: 0, last: 0 };
        let mut given = date.split('-');
        for (scale, digits, most) in PARTS {
            let (low, high) = match given.next() {
                Some(part) => number(part, digits)
                    .filter(|number| (1..=most).contains(number))
                    .map(|number| (number, number))?,
                None => (0, 99),
            };
            range.first += low * scale;
            range.last += high * scale;
        }
        // A year has all of its digits.
        (given.next().is_none() && range.first >= 1000 * 10_000).then_some(range)
    }

    /// From one date to another, both included; an empty one sets no bound.
    pub(crate) fn between(from: &str, to: &str) -> Option<Self> {
        let first = if from.is_empty() { 1 } else { Self::of(from)?.first };
        let last = if to.is_empty() { u32::MAX } else { Self::of(to)?.last };
        Some(Self { first, last })
    }

    /// Whether `date` may be an end of a range.
    pub(crate) fn is_end(date: &str) -> bool {
        date.is_empty() || Self::of(date).is_some()
    }

    /// `2023`, `2023-05`, `2022..2024`, `..2024-05-01`, `>=2023`, `<2024`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once('.') {
            let to = to.strip_prefix('.')?;
            return Self::between(from, to).filter(|_| text.len() > 2);
        }
        let (sign, date) = text.split_at_checked(text.bytes().position(|b| b.is_ascii_digit())?)?;
        let Self { first, last } = Self::of(date)?;
        let (first, last) = match sign {
            "" | "=" => (first, last),
            ">" => (last + 1, u32::MAX),
            ">=" => (first, u32::MAX),
            "<" => (1, first - 1),
            "<=" => (1, last),
            _ => return None,
        };
        Some(Self { first, last })
    }

    /// Whether a day, as [`day`] gives it, lies in the range.
    pub(crate) fn contains(self, day: u32) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// The number of a document's date (the first day of a month or a year); 0 if
/// it has none.
pub(crate) fn day(date: &str) -> u32 {
    let date = date.get(..10).unwrap_or(date);
    DateRange::of(date).map_or(0, |days| days.first)
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges() {
        let days = ["2022-12-31", "2023-01-01", "2023-05-09", "2023-06", "2024-07-02T10:00", ""];
        for (range, expect) in [
            ("2023", "2023-01-01 2023-05-09 2023-06"),
            ("2023-05", "2023-05-09"),
            ("2023-5", "2023-05-09"),
            ("2023-05-09", "2023-05-09"),
            ("=2023-05-09", "2023-05-09"),
            ("2022..2023-01", "2022-12-31 2023-01-01"),
            ("2023-06..", "2023-06 2024-07-02T10:00"),
            ("..2022", "2022-12-31"),
            (">2023", "2024-07-02T10:00"),
            (">=2023-05-10", "2023-06 2024-07-02T10:00"),
            ("<2023", "2022-12-31"),
            ("<=2023-01", "2022-12-31 2023-01-01"),
            ("2024..2022", ""),
        ] {
            let parsed = DateRange::parse(range).expect(range);
            let within = days.into_iter().filter(|date| parsed.contains(day(date)));
            assert_eq!(within.collect::<Vec<_>>().join(" "), expect, "{range}");
        }
    }

    #[test]
    fn what_is_no_range() {
        for text in [
            "",
            "..",
            "23",
            "02023",
            "2023-",
            "2023-123",
            "2023-01-01-01",
            "=>2023",
            "gestern",
            "2023-99",
            "2023-00",
            "2023-13-01",
            "2023-01-32",
            "2023-01-0",
            "2023-1..2023-13",
        ] {
            assert_eq!(DateRange::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(text: String, date in "[<>=.0-9-]{0,14}") {
            for text in [&text, &date] {
                DateRange::parse(text);
                day(text);
            }
        }

        #[test]
        fn days_ascend_as_dates_do(
            one in (1000u32..=9999, 1u32..=12, 1u32..=31),
            other in (1000u32..=9999, 1u32..=12, 1u32..=31),
        ) {
            let day = |(year, month, day): (u32, u32, u32)| super::day(&format!("{year}-{month:02}-{day:02}"));
            prop_assert_eq!(day(one).cmp(&day(other)), one.cmp(&other));
        }
    }
}
