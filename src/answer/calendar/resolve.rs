//! Which days a date means, by the day on which its article was published.

use time::{Duration, Month, Weekday};

use super::{Date, Period, Precision, Relative, Unit};

/// A day of a month is looked for in so many months: of three in a row two have a day 31 or one is its own.
const MONTHS_TRIED: i64 = 3;

impl Date {
    /// The days it means.
    pub(super) fn period_by(self, published: Option<time::Date>) -> Option<Period> {
        if let Some(relative) = self.relative {
            return self.relative_period(relative, published?);
        }
        match (self.year, self.month, self.days) {
            (Some(year), Some(month), Some(days)) => days_of(year.try_into().ok()?, month, days),
            (Some(year), Some(month), None) => month_of(year.try_into().ok()?, month),
            (Some(year), None, _) => year_of(year.try_into().ok()?),
            (None, Some(month), Some(days)) => self.nearest_days(month, days, published?),
            (None, Some(month), None) => {
                let on = published?;
                let own = u32::from(u8::from(on.month()));
                let by = if self.ahead { i32::from(month < own) } else { -i32::from(month > own) };
                month_of(on.year() + by, month)
            }
            (None, None, Some(days)) => self.days_of_a_month(days, published?),
            (None, None, None) => {
                let on = published?;
                let steps = steps_back(on, self.weekday?);
                // Seven days on from the last one, unless that is today.
                let by = if self.ahead && steps > 0 { 7 - steps } else { -steps };
                day(shift(on, by)?)
            }
        }
    }

    /// The same date with its days, and the parts that follow from them.
    pub(super) fn within(self, period: Period) -> Self {
        let (from, to) = (period.from, period.to);
        let is_month = from.year() == to.year() && from.month() == to.month();
        let exact = matches!(period.precision, Precision::Day | Precision::Days);
        let day_known = exact && is_month;
        let month_known = day_known || period.precision == Precision::Month;
        let weekday = (period.precision == Precision::Day).then(|| number(from.weekday()));
        Self {
            year: if from.year() == to.year() { from.year().try_into().ok() } else { None },
            month: month_known.then(|| u32::from(u8::from(from.month()))),
            days: day_known.then(|| (u32::from(from.day()), u32::from(to.day()))),
            weekday: self.weekday.or(weekday),
            relative: None,
            ahead: false,
            period: Some(period),
        }
    }

    fn relative_period(self, relative: Relative, on: time::Date) -> Option<Period> {
        match relative {
            Relative::Days(by) => day(shift(on, by)?),
            // "Tuesday last week"
            Relative::Whole(Unit::Week, by) if self.weekday.is_some() => {
                let monday = whole(Unit::Week, by, on)?.from;
                day(shift(monday, i64::try_from(self.weekday?).ok()?)?)
            }
            Relative::Whole(unit, by) => whole(unit, by, on),
            Relative::Earlier(unit) => whole(unit, 0, on).map(|period| Period { to: on, ..period }),
            Relative::Later(unit) => whole(unit, 0, on).map(|period| Period { from: on, ..period }),
            Relative::Nearest => {
                let this = whole(Unit::Weekend, 0, on)?;
                whole(Unit::Weekend, if this.from <= on || self.ahead { 0 } else { -1 }, on)
            }
            Relative::Named(by) => match (self.weekday, self.month) {
                (Some(weekday), _) => {
                    let steps = steps_back(on, weekday);
                    day(shift(
                        on,
                        match by {
                            ..0 if steps == 0 => -7,
                            ..0 => -steps,
                            0 => i64::try_from(weekday).ok()? - i64::try_from(number(on.weekday())).ok()?,
                            1.. => 7 - steps,
                        },
                    )?)
                }
                (None, Some(month)) => {
                    let own = u32::from(u8::from(on.month()));
                    let year = on.year()
                        + match by {
                            ..0 => -i32::from(month >= own),
                            0 => 0,
                            1.. => i32::from(month <= own),
                        };
                    month_of(year, month)
                }
                (None, None) => None,
            },
        }
    }

    /// These days of the year in which they lie nearest to `on`; of the one year around in which the weekday is
    /// right, if one is given and there is just one.
    fn nearest_days(self, month: u32, days: (u32, u32), on: time::Date) -> Option<Period> {
        let years = (on.year() - 1..=on.year() + 1).filter_map(|year| days_of(year, month, days));
        let years: Vec<Period> = years.collect();
        let fits = |period: &&Period| self.weekday.is_none_or(|weekday| number(period.from.weekday()) == weekday);
        let mut fitting = years.iter().filter(fits);
        match (fitting.next(), fitting.next(), self.weekday) {
            (Some(only), None, Some(_)) => Some(*only),
            _ => years.into_iter().min_by_key(|period| (period.from - on).whole_days().abs()),
        }
    }

    /// These days of a month that is not named: the last such on or before `on`, or the next.
    fn days_of_a_month(self, days: (u32, u32), on: time::Date) -> Option<Period> {
        let step = if self.ahead { 1 } else { -1 };
        (0..MONTHS_TRIED).find_map(|n| {
            let first = whole(Unit::Month, n * step, on)?.from;
            let period = days_of(first.year(), u8::from(first.month()).into(), days)?;
            let reached = if self.ahead { period.to >= on } else { period.from <= on };
            reached.then_some(period)
        })
    }
}

/// The stretch of the calendar `by` such stretches after the one that `on` lies in. Weeks begin on Monday, and a
/// weekend belongs to the week before it.
fn whole(unit: Unit, by: i64, on: time::Date) -> Option<Period> {
    match unit {
        Unit::Week | Unit::Weekend => {
            let monday = shift(on, by * 7 - i64::try_from(number(on.weekday())).ok()?)?;
            let to = shift(monday, 6)?;
            Some(if unit == Unit::Week {
                Period { from: monday, to, precision: Precision::Week }
            } else {
                Period { from: shift(monday, 5)?, to, precision: Precision::Days }
            })
        }
        Unit::Month => {
            let months = i64::from(on.year()) * 12 + i64::from(u8::from(on.month())) - 1 + by;
            let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
            month_of(months.div_euclid(12).try_into().ok()?, month)
        }
        Unit::Year => year_of(i32::try_from(i64::from(on.year()) + by).ok()?),
    }
}

/// How many days before `on` that weekday was last, 0 to 6.
fn steps_back(on: time::Date, weekday: usize) -> i64 {
    i64::try_from((number(on.weekday()) + 7 - weekday) % 7).unwrap_or(0)
}

/// 0 is Monday.
fn number(weekday: Weekday) -> usize {
    weekday.number_days_from_monday().into()
}

/// `None` outside the years that the calendar reaches to.
fn shift(on: time::Date, days: i64) -> Option<time::Date> {
    on.checked_add(Duration::seconds(days.checked_mul(24 * 60 * 60)?))
}

fn calendar_day(year: i32, month: u32, day: u32) -> Option<time::Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    time::Date::from_calendar_date(year, month, day.try_into().ok()?).ok()
}

#[expect(clippy::unnecessary_wraps, reason = "it ends chains of what may be missing")]
fn day(day: time::Date) -> Option<Period> {
    Some(Period { from: day, to: day, precision: Precision::Day })
}

/// `None` where the month has no such days.
fn days_of(year: i32, month: u32, (first, last): (u32, u32)) -> Option<Period> {
    let (from, to) = (calendar_day(year, month, first)?, calendar_day(year, month, last)?);
    let precision = if from == to { Precision::Day } else { Precision::Days };
    (from <= to).then_some(Period { from, to, precision })
}

fn month_of(year: i32, month: u32) -> Option<Period> {
    let from = calendar_day(year, month, 1)?;
    let to = from.replace_day(from.month().length(year)).ok()?;
    Some(Period { from, to, precision: Precision::Month })
}

fn year_of(year: i32) -> Option<Period> {
    Some(Period { from: calendar_day(year, 1, 1)?, to: calendar_day(year, 12, 31)?, precision: Precision::Year })
}
