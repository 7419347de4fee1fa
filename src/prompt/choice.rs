//! A list to choose from: marked by the arrows or by typing a part of it, taken with Enter.
//!
//! Nothing is marked beforehand: a hasty Enter answers nothing, and is told so. Every line fits the terminal, for a
//! line that wraps would be left behind each time the list is drawn anew. Whoever asks has cut the lines to measure.

use dialoguer::console::{Key, Term};

use super::{Unanswered, show_cursor};

/// Something that can be chosen: as it is shown, and all words by which it is found.
#[derive(Debug, Clone)]
pub struct Choice {
    pub shown: String,
    pub sought: String,
}

/// A question with its choices.
#[derive(Debug, Clone)]
pub struct List {
    /// As it stands beside the answer.
    pub asked: String,
    /// With how it is answered, line by line.
    pub question: Vec<String>,
    /// What is said to an Enter where nothing is marked.
    pub unmarked: String,
    pub choices: Vec<Choice>,
    /// Columns of the terminal.
    pub width: usize,
}

/// A list as far as it is answered.
struct Picker<'a> {
    list: &'a List,
    typed: String,
    /// Position among those that fit.
    marked: Option<usize>,
    /// Whether Enter came with nothing marked.
    hasty: bool,
}

/// The position of what is chosen.
pub fn choose(list: &List) -> Result<usize, Unanswered> {
    let term = Term::stderr();
    let mut picker = Picker { list, typed: String::new(), marked: None, hasty: false };
    let mut drawn = 0;
    let chosen = loop {
        term.clear_last_lines(drawn)?;
        let lines = picker.lines(usize::from(term.size().0));
        drawn = lines.len();
        for line in lines {
            term.write_line(&line)?;
        }
        term.hide_cursor()?;
        if let Some(chosen) = picker.press(&term.read_key()?) {
            break chosen;
        }
    };
    term.clear_last_lines(drawn)?;
    show_cursor();
    let answer = list.choices.get(chosen).map_or("", |choice| choice.shown.as_str());
    term.write_line(&format!("{}: {answer}", list.asked))?;
    Ok(chosen)
}

impl Picker<'_> {
    /// The choices that what was typed is a part of; where it is of none, those that have its letters in order.
    fn fitting(&self) -> Vec<usize> {
        let typed = self.typed.trim().to_lowercase();
        let those = |fits: &dyn Fn(&str) -> bool| {
            let all = self.list.choices.iter().enumerate();
            all.filter(|(_, choice)| fits(&choice.sought.to_lowercase())).map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let whole = those(&|sought| sought.contains(&typed));
        if !whole.is_empty() {
            return whole;
        }
        those(&|sought| {
            let mut letters = sought.chars();
            typed.chars().all(|wanted| letters.any(|letter| letter == wanted))
        })
    }

    /// A key; the position of what it chooses.
    fn press(&mut self, key: &Key) -> Option<usize> {
        let fitting = self.fitting();
        let count = fitting.len();
        self.hasty = false;
        if [Key::ArrowDown, Key::Tab].contains(key) && count > 0 {
            self.marked = Some(self.marked.map_or(0, |at| (at + 1) % count));
        } else if [Key::ArrowUp, Key::BackTab].contains(key) && count > 0 {
            self.marked = Some(self.marked.map_or(count - 1, |at| (at + count - 1) % count));
        } else if *key == Key::Enter {
            let chosen = self.marked.and_then(|at| fitting.get(at));
            self.hasty = chosen.is_none();
            return chosen.copied();
        } else if *key == Key::Backspace {
            self.typed.pop();
            self.marked = if self.typed.is_empty() { None } else { Some(0) };
        } else if let Key::Char(letter) = key
            && !letter.is_control()
        {
            self.typed.push(*letter);
            self.marked = Some(0);
        }
        None
    }

    /// What stands on the screen: the question, what was typed, the choices around the one that is marked.
    fn lines(&self, rows: usize) -> Vec<String> {
        let mut lines = self.list.question.clone();
        if self.hasty {
            lines.push(self.list.unmarked.clone());
        }
        if !self.typed.is_empty() {
            // A letter may take two columns.
            let most = self.list.width.saturating_sub(2) / 2;
            let skipped = self.typed.chars().count().saturating_sub(most);
            lines.push(format!("{}|", self.typed.chars().skip(skipped).collect::<String>()));
        }
        let room = rows.saturating_sub(lines.len() + 1).max(3);
        let first = self.marked.map_or(0, |at| (at + 1).saturating_sub(room));
        let fitting = self.fitting();
        for (at, choice) in fitting.iter().enumerate().skip(first).take(room) {
            let mark = if self.marked == Some(at) { ">" } else { " " };
            lines.push(format!("{mark} {}", self.list.choices[*choice].shown));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> List {
        let choice = |shown: &str, also: &str| Choice { shown: shown.into(), sought: format!("{shown} {also}") };
        List {
            asked: "Reason".into(),
            question: vec!["Reason (how)".into()],
            unmarked: "nothing is marked".into(),
            choices: vec![choice("01 employment", "务工"), choice("02 business", "经商"), choice("03 study", "学习")],
            width: 40,
        }
    }

    /// What is chosen by these keys, and the last screen.
    fn pressed(keys: &[Key]) -> (Option<usize>, Vec<String>) {
        let list = list();
        let mut picker = Picker { list: &list, typed: String::new(), marked: None, hasty: false };
        let mut chosen = None;
        for key in keys {
            chosen = picker.press(key);
        }
        (chosen, picker.lines(24))
    }

    #[test]
    fn a_choice_is_marked_by_arrows_or_by_a_part_of_its_words_in_either_language() {
        let typed = |text: &str| text.chars().map(Key::Char).chain([Key::Enter]).collect::<Vec<_>>();
        for (name, keys, chosen) in [
            ("the first", vec![Key::ArrowDown, Key::Enter], Some(0)),
            ("the last", vec![Key::ArrowUp, Key::Enter], Some(2)),
            ("around", vec![Key::ArrowUp, Key::ArrowDown, Key::Enter], Some(0)),
            ("a part", typed("BUSI"), Some(1)),
            ("its letters", typed("bss"), Some(1)),
            ("the other language", typed("经商"), Some(1)),
            ("the code", typed("03"), Some(2)),
            ("none", typed("zz"), None),
            ("nothing", vec![Key::Enter], None),
        ] {
            assert_eq!(pressed(&keys).0, chosen, "{name}");
        }
    }

    #[test]
    fn an_enter_with_nothing_marked_is_told_so() {
        let told = "nothing is marked".to_owned();
        assert!(pressed(&[Key::Enter]).1.contains(&told));
        assert!(pressed(&[Key::Char('z'), Key::Char('z'), Key::Enter]).1.contains(&told));
        assert!(!pressed(&[Key::Enter, Key::ArrowDown]).1.contains(&told));
        assert!(!pressed(&[]).1.contains(&told));
    }

    #[test]
    fn what_is_typed_never_wraps() {
        let keys: Vec<Key> = std::iter::repeat_n(Key::Char('务'), 60).collect();
        assert!(pressed(&keys).1.iter().all(|line| line.chars().count() * 2 <= 40));
    }
}
