//! What the record of Ruby's answers does not hold: the limits.

use super::format::{Arguments, Character, FormatError, Number};
use super::*;

#[test]
fn results_beyond_the_limit_are_refused() {
    let two = Int::Small(2);
    assert_eq!(two.pow(&Int::Small(1_000), 1_000), Err(ArithmeticError::TooLarge));
    assert!(two.pow(&Int::Small(999), 1_000).is_ok());
    assert_eq!(two.pow(&Int::Small(i64::MAX), 1_000), Err(ArithmeticError::TooLarge));
    assert_eq!(two.pow(&Int::Small(i64::MIN), 1_000), Err(ArithmeticError::TooLarge));
    assert_eq!(two.shl(&Int::Small(i64::MAX), 1_000), Err(ArithmeticError::TooLarge));
    assert_eq!(two.shr(&Int::Small(i64::MIN), 1_000), Err(ArithmeticError::TooLarge));
    assert_eq!(two.shr(&Int::Small(i64::MAX), 1_000), Ok(Int::Small(0)));
}

#[test]
fn the_ends_of_a_word_are_left_and_reached() {
    let least = Int::Small(i64::MIN);
    assert_eq!(least.neg().neg(), least);
    assert_eq!(least.abs().to_string(), "9223372036854775808");
    assert_eq!(
        least.divmod(&Int::Small(-1)).map(|(quotient, _)| quotient.to_string()),
        Ok("9223372036854775808".to_owned())
    );
    assert_eq!(least.sub(&Int::Small(1)).add(&Int::Small(1)), least);
}

#[test]
fn digits_of_any_count_are_taken() {
    for digits in [i64::MIN, i64::from(i32::MIN), i64::from(i32::MAX), i64::MAX] {
        assert!(float::round(1.5, digits, Half::Even).is_ok());
        assert!(float::floor(-1.5, digits).is_ok());
        assert!(float::ceil(1.5, digits).is_ok());
        assert!(float::truncate(1.5, digits).is_ok());
    }
}

/// One Integer as the only argument.
struct One(i64);

impl Arguments for One {
    type Value = i64;
    type Error = FormatError;

    fn get(&self, index: usize) -> Option<i64> {
        (index == 0).then_some(self.0)
    }

    fn is_one_hash(&self) -> bool {
        false
    }

    fn named(&mut self, _name: &str) -> Result<Option<i64>, FormatError> {
        Ok(None)
    }

    fn text(&mut self, value: &i64) -> Result<String, FormatError> {
        Ok(value.to_string())
    }

    fn inspect(&mut self, value: &i64) -> Result<String, FormatError> {
        Ok(value.to_string())
    }

    fn integer(&mut self, value: &i64) -> Result<Int, FormatError> {
        Ok(Int::Small(*value))
    }

    fn number(&mut self, value: &i64) -> Result<Number, FormatError> {
        Ok(Number::Integer(Int::Small(*value)))
    }

    fn size(&mut self, value: &i64) -> Result<i32, FormatError> {
        i32::try_from(*value).map_err(|_| FormatError::WidthTooBig)
    }

    fn character(&mut self, value: &i64) -> Result<Character, FormatError> {
        Ok(Character::Code(*value))
    }
}

#[test]
fn formatted_text_is_bounded() {
    assert_eq!(format::format("%9d", &mut One(7), 9), Ok("        7".to_owned()));
    assert_eq!(format::format("%10d", &mut One(7), 9), Err(FormatError::TooLarge));
    assert_eq!(format::format("%.10f", &mut One(7), 9), Err(FormatError::TooLarge));
    assert_eq!(format::format("0123456789", &mut One(7), 9), Err(FormatError::TooLarge));
}

#[test]
fn half_a_surrogate_pair_is_no_character() {
    assert_eq!(
        format::format("%c", &mut One(0xd800), 9),
        Err(FormatError::BrokenCharacter)
    );
    assert_eq!(format::format("%c", &mut One(233), 9), Ok("é".to_owned()));
}
