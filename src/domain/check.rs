//! Two numbers that must be equal for figures to be published.
//!
//! One equality may stand for many of its kind (each row, each period): then every instance that fails is
//! named with its place and its own two numbers, and where none fails their sums stand for all.

/// One equality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub name: &'static str,
    /// Of one instance: where in the report it is, as its cells are called (`01/male`, `2012-08`).
    pub at: Option<String>,
    pub left: u64,
    pub right: u64,
}

impl Check {
    pub fn new(name: &'static str, left: u64, right: u64) -> Check {
        Check { name, at: None, left, right }
    }

    pub fn holds(&self) -> bool {
        self.left == self.right
    }

    /// The instances of an equality that fail, else one check with the sums of all.
    pub fn each(name: &'static str, instances: impl IntoIterator<Item = (String, u64, u64)>) -> Vec<Check> {
        let mut all = Check::new(name, 0, 0);
        let mut failed = Vec::new();
        for (at, left, right) in instances {
            all.left += left;
            all.right += right;
            if left != right {
                failed.push(Check { name, at: Some(at), left, right });
            }
        }
        if failed.is_empty() { vec![all] } else { failed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_that_fails_is_named_also_where_the_sums_agree() {
        let of = |numbers: &[(u64, u64)]| {
            Check::each("rows", numbers.iter().zip('a'..).map(|((left, right), at)| (at.to_string(), *left, *right)))
        };
        assert_eq!(of(&[(1, 1), (2, 2)]), [Check::new("rows", 3, 3)]);
        let failed = |at: &str, left, right| Check { at: Some(at.to_owned()), ..Check::new("rows", left, right) };
        assert_eq!(of(&[(1, 2), (5, 5), (3, 2)]), [failed("a", 1, 2), failed("c", 3, 2)]);
        assert_eq!(of(&[]), [Check::new("rows", 0, 0)]);
    }
}
