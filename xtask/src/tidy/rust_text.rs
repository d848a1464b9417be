//! Rust source with comments and string contents blanked out, so that rules can search it.
//!
//! Answers: where code, tests and functions are. It is a scanner of text, not a parser: it knows
//! comments, strings, characters and brackets, which is enough for well-formatted code.

/// Code of one file; every byte of the original has a byte here, so offsets and lines agree.
#[derive(Debug)]
pub struct RustText {
    code: String,
    line_starts: Vec<usize>,
    is_test_line: Vec<bool>,
    test_modules: Vec<String>,
}

/// One function.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`, from 1.
    pub line: usize,
    /// Lines of code, from `fn` to the closing brace, without comments and blank lines.
    pub line_count: usize,
}

impl RustText {
    /// Scans a source text.
    pub fn new(text: &str) -> Self {
        let code = blank_comments_and_strings(text);
        let newlines = code.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts: Vec<usize> =
            std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect();
        let is_test_line = vec![false; line_starts.len()];
        let mut scanned = Self { code, line_starts, is_test_line, test_modules: Vec::new() };
        scanned.find_tests();
        scanned
    }

    /// Counts every line of the file as a test.
    pub fn mark_all_as_tests(&mut self) {
        self.is_test_line.fill(true);
    }

    /// Names of modules declared behind `#[cfg(test)]` that stand in files of their own.
    pub fn test_modules(&self) -> impl Iterator<Item = &str> {
        self.test_modules.iter().map(String::as_str)
    }

    /// Whether a line, from 1, belongs to tests.
    pub fn is_test(&self, line: usize) -> bool {
        self.is_test_line[line - 1]
    }

    /// Lines of code that are not tests, comments or blank.
    pub fn code_line_count(&self) -> usize {
        (1..=self.line_starts.len())
            .filter(|&line| !self.is_test(line) && self.is_code(line))
            .count()
    }

    /// Lines, from 1, on which `pattern` stands in code, not inside a longer word.
    pub fn lines_with<'a>(&'a self, pattern: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.places_of(pattern).map(|at| self.line_of(at))
    }

    /// Whether an identifier is used in code outside tests, or anywhere when `in_tests`.
    pub fn uses(&self, identifier: &str, scope: Scope) -> bool {
        let is_in_scope = |line| scope == Scope::Everything || !self.is_test(line);
        self.lines_with(identifier).any(is_in_scope)
    }

    /// Lines with a `derive` that names the trait.
    pub fn lines_deriving<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.places_of("derive(").filter_map(move |at| {
            let end = self.code[at..].find(')')? + at;
            let mut words = self.code[at..end].split(|c: char| !is_word(c));
            words.any(|word| word == name).then(|| self.line_of(at))
        })
    }

    /// Every function with a body.
    pub fn functions(&self) -> Vec<Function> {
        self.places_of("fn").filter_map(|at| self.function_at(at)).collect()
    }

    fn function_at(&self, at: usize) -> Option<Function> {
        let rest = self.code[at + 2..].trim_start();
        let name: String = rest.chars().take_while(|c| is_word(*c)).collect();
        let end = self.end_of_item(at).filter(|_| !name.is_empty())?;
        if self.code.as_bytes()[end] == b';' {
            return None;
        }
        let (first, last) = (self.line_of(at), self.line_of(end));
        let line_count = (first..=last).filter(|&line| self.is_code(line)).count();
        Some(Function { name, line: first, line_count })
    }

    fn places_of<'a>(&'a self, pattern: &'a str) -> impl Iterator<Item = usize> + 'a {
        let opens_with_word = pattern.starts_with(is_word);
        let ends_with_word = pattern.ends_with(is_word);
        self.code.match_indices(pattern).map(|(at, _)| at).filter(move |&at| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + pattern.len()..].chars().next();
            let goes_on_before = opens_with_word && before.is_some_and(is_word);
            let goes_on_after = ends_with_word && after.is_some_and(is_word);
            !goes_on_before && !goes_on_after
        })
    }

    fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    fn is_code(&self, line: usize) -> bool {
        let start = self.line_starts[line - 1];
        let end = self.line_starts.get(line).copied().unwrap_or(self.code.len());
        !self.code[start..end].trim().is_empty()
    }

    fn find_tests(&mut self) {
        if self.code.contains("#![cfg(test)]") {
            self.mark_all_as_tests();
            return;
        }
        let places: Vec<usize> = self.places_of("#[cfg(").collect();
        for at in places {
            let Some(close) = self.code[at..].find(']').map(|length| at + length) else { continue };
            let condition = &self.code[at + "#[cfg(".len()..close];
            let mut words = condition.split(|c: char| !is_word(c));
            let is_test = !condition.contains("not(") && words.any(|word| word == "test");
            let Some(end) = self.end_of_item(close + 1).filter(|_| is_test) else { continue };
            if let Some(name) = declared_module(&self.code[close + 1..end]) {
                self.test_modules.push(name.to_owned());
            }
            let (first, last) = (self.line_of(at), self.line_of(end));
            self.is_test_line[first - 1..last].fill(true);
        }
    }

    /// Where the item that starts at `at` ends: its closing brace, or `;` if it has none.
    fn end_of_item(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut brace_depth = 0_usize;
        for (offset, byte) in self.code.bytes().enumerate().skip(at) {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                b'{' => brace_depth += 1,
                b'}' => {
                    brace_depth = brace_depth.checked_sub(1)?;
                    if brace_depth == 0 && depth == 0 {
                        return Some(offset);
                    }
                }
                b';' if depth == 0 && brace_depth == 0 => return Some(offset),
                _ => {}
            }
        }
        None
    }
}

/// Which lines a search looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Code without tests.
    Product,
    /// Code and tests.
    Everything,
}

/// The name in `… mod name`, when the item is a module in a file of its own.
fn declared_module(item: &str) -> Option<&str> {
    let name = item.trim().rsplit_once("mod ").map(|(_, name)| name)?;
    name.chars().all(is_word).then_some(name)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Replaces comments by spaces and the contents of strings and characters by `~`.
fn blank_comments_and_strings(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let (end, filler) = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => (end_of_line(bytes, at), b' '),
            b'/' if bytes.get(at + 1) == Some(&b'*') => (end_of_comment(bytes, at), b' '),
            b'"' => (end_of_string(bytes, at), b'~'),
            b'r' if !follows_word(bytes, at) => match end_of_raw_string(bytes, at) {
                Some(end) => (end, b'~'),
                None => (at, 0),
            },
            b'\'' => (end_of_character(text, at).unwrap_or(at), b'~'),
            _ => (at, 0),
        };
        for byte in code.iter_mut().take(end).skip(at).filter(|byte| !byte.is_ascii_whitespace()) {
            *byte = filler;
        }
        at = end.max(at + 1);
    }
    String::from_utf8_lossy(&code).into_owned()
}

/// Whether the `r` at `at` is the end of a word other than the prefixes `br` and `cr`.
fn follows_word(bytes: &[u8], at: usize) -> bool {
    let is_word_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    match at.checked_sub(1).map(|before| bytes[before]) {
        Some(b'b' | b'c') => at.checked_sub(2).is_some_and(|before| is_word_byte(bytes[before])),
        Some(byte) => is_word_byte(byte),
        None => false,
    }
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length)
}

fn end_of_comment(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_raw_string(bytes: &[u8], start: usize) -> Option<usize> {
    let hashes = bytes[start + 1..].iter().take_while(|byte| **byte == b'#').count();
    let open = start + 1 + hashes;
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let mut close = vec![b'"'];
    close.resize(1 + hashes, b'#');
    let length = bytes[open + 1..].windows(close.len()).position(|window| window == close);
    Some(length.map_or(bytes.len(), |length| open + 1 + length + close.len()))
}

/// Where a character literal ends; `None` for a lifetime.
fn end_of_character(text: &str, start: usize) -> Option<usize> {
    let mut characters = text[start + 1..].char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        // The escaped character itself may be a quote.
        let after = text[start + 3..].find('\'')?;
        return Some(start + 3 + after + 1);
    }
    let (offset, second) = characters.next()?;
    (second == '\'').then_some(start + 1 + offset + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanked() {
        let check = |text: &str, expected: &str| assert_eq!(RustText::new(text).code, expected);
        check("a // b\nc", "a     \nc");
        check("a /* b /* c */ d */ e", "a                   e");
        check(r#"f("a\"b{", 'x', '{', '\'', '\u{7b}')"#, r"f(~~~~~~~, ~~~, ~~~, ~~~~, ~~~~~~~~)");
        check("r#\"a\"{\"# b", "~~~~~~~~ b");
        check("fn f<'a>(x: &'a str) { r#fn }", "fn f<'a>(x: &'a str) { r#fn }");
        check("b\"{\" br\"{\" var\"{\"", "b~~~ b~~~~ var~~~");
    }

    #[test]
    fn functions_are_measured_without_comments_and_blank_lines() {
        let text = RustText::new(
            "trait T { fn a(x: [u8; 3]); }\nfn b() -> [u8; 2] {\n    // why\n\n    [0; 2]\n}\n",
        );
        let expected = Function { name: "b".to_owned(), line: 2, line_count: 3 };
        assert_eq!(text.functions(), [expected]);
    }

    #[test]
    fn function_pointers_are_no_functions() {
        assert_eq!(RustText::new("type F = fn(u8) -> u8;\nconst X: F = f;\n").functions(), []);
    }

    #[test]
    fn tests_do_not_count_as_code() {
        let text = "//! A.\nfn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
        assert_eq!(RustText::new(text).code_line_count(), 2);
        let text = "//! A.\n#[cfg(not(test))]\nfn a() {}\n";
        assert_eq!(RustText::new(text).code_line_count(), 2);
    }

    #[test]
    fn words_are_found_whole() {
        let text = RustText::new("todo!();\nmytodo!();\nlet csv_x = 1;\nuse csv::Reader;\n");
        assert_eq!(text.lines_with("todo!").collect::<Vec<_>>(), [1]);
        assert_eq!(text.lines_with("csv").collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn derives_are_read_over_lines() {
        let text = RustText::new("#[derive(\n    Debug,\n    serde::Serialize,\n)]\nstruct A;\n");
        assert_eq!(text.lines_deriving("Serialize").collect::<Vec<_>>(), [1]);
        let text = RustText::new("#[derive(Deserialize)]\nstruct A;\n");
        assert_eq!(text.lines_deriving("Serialize").count(), 0);
    }
}
