//! One JSON object of a line, key by key, with figures as they are written.
//!
//! It checks what it passes over, and follows nesting only so deep.

use std::borrow::Cow;

/// The value of a key.
pub(crate) enum Value<'a> {
    /// A text, its escapes resolved.
    Text(String),
    /// A number, as it is written.
    Number(&'a str),
    /// `true`, `false` or `null`.
    Word(&'a str),
    /// An object or a list.
    Nested,
}

/// A text that is read as JSON.
pub(crate) struct Json<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Json<'a> {
    /// Reads from the beginning.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Shows every key of the one object that the text is; the error says what is wrong, and where.
    pub fn object(
        &mut self,
        mut show: impl FnMut(&str, Value<'a>) -> Result<(), String>,
    ) -> Result<(), String> {
        self.space();
        if !self.take(b'{') {
            return Err(self.wrong("an object in braces"));
        }
        self.space();
        let mut is_done = self.take(b'}');
        while !is_done {
            let key = self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(self.wrong("a colon after the key"));
            }
            let value = self.value(0)?;
            show(&key, value)?;
            self.space();
            is_done = self.take(b'}');
            if !is_done && !self.take(b',') {
                return Err(self.wrong("a comma or the closing brace"));
            }
            self.space();
        }
        self.space();
        if self.at < self.text.len() {
            return Err(self.wrong("the end of the line, because one line is one object"));
        }
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, String> {
        self.space();
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.string()?.into_owned())),
            Some(b'{' | b'[') if depth < MAX_DEPTH => {
                self.nested(depth + 1)?;
                Ok(Value::Nested)
            }
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            _ => {
                let rest = &self.text[self.at..];
                let word = ["true", "false", "null"].into_iter().find(|w| rest.starts_with(w));
                let word = word.ok_or_else(|| self.wrong("a value"))?;
                self.at += word.len();
                Ok(Value::Word(word))
            }
        }
    }

    /// Passes over an object or a list.
    fn nested(&mut self, depth: usize) -> Result<(), String> {
        let is_object = self.peek() == Some(b'{');
        let close = if is_object { b'}' } else { b']' };
        self.at += 1;
        self.space();
        let mut is_done = self.take(close);
        while !is_done {
            if is_object {
                self.string()?;
                self.space();
                if !self.take(b':') {
                    return Err(self.wrong("a colon after the key"));
                }
            }
            self.value(depth)?;
            self.space();
            is_done = self.take(close);
            if !is_done && !self.take(b',') {
                return Err(self.wrong("a comma or a closing bracket"));
            }
            self.space();
        }
        Ok(())
    }

    fn number(&mut self) -> Result<&'a str, String> {
        let start = self.at;
        self.take(b'-');
        let whole = self.digits();
        let leading_zero = whole > 1 && self.text.as_bytes()[self.at - whole] == b'0';
        let fraction_is_sound = !self.take(b'.') || self.digits() > 0;
        let mut exponent_is_sound = true;
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            exponent_is_sound = self.digits() > 0;
        }
        if whole == 0 || leading_zero || !fraction_is_sound || !exponent_is_sound {
            return Err(self.wrong("a number"));
        }
        Ok(&self.text[start..self.at])
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Result<Cow<'a, str>, String> {
        if !self.take(b'"') {
            return Err(self.wrong("a quotation mark"));
        }
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F));
        self.at += plain.unwrap_or(rest.len());
        if self.peek() == Some(b'"') {
            let text = &self.text[start..self.at];
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut text = self.text[start..self.at].to_owned();
        loop {
            let Some(letter) = self.text[self.at..].chars().next() else {
                return Err(self.wrong("the closing quotation mark"));
            };
            match letter {
                '"' => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                '\\' => text.push(self.escape()?),
                '\0'..='\x1F' => return Err(self.wrong("an escaped sign")),
                letter => {
                    text.push(letter);
                    self.at += letter.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        self.at += 1;
        let letter = self.peek();
        self.at += usize::from(letter.is_some_and(|byte| byte.is_ascii()));
        match letter {
            Some(sign @ (b'"' | b'\\' | b'/')) => Ok(char::from(sign)),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => self.code_point(),
            _ => Err(self.wrong("a sign that may be escaped")),
        }
    }

    fn code_point(&mut self) -> Result<char, String> {
        let first = self.unit()?;
        if (0xD800..0xDC00).contains(&first) && self.take(b'\\') && self.take(b'u') {
            let second = self.unit()?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(code).ok_or_else(|| self.wrong("a letter"));
            }
        }
        let letter = char::from_u32(first).filter(|letter| *letter != '\0');
        letter.ok_or_else(|| self.wrong("a letter, not a half of one and not NUL"))
    }

    fn unit(&mut self) -> Result<u32, String> {
        let digits = self.text.get(self.at..self.at + 4);
        let is_hex = |text: &&str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = digits.filter(is_hex).and_then(|text| u32::from_str_radix(text, 16).ok());
        let unit = unit.ok_or_else(|| self.wrong("four hexadecimal digits"))?;
        self.at += 4;
        Ok(unit)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn wrong(&self, expected: &str) -> String {
        format!("this line is no JSON object: byte {} should be {expected}", self.at + 1)
    }
}

/// How deep values may stand in one another.
const MAX_DEPTH: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut said = String::new();
        let read = Json::new(text).object(|key, value| {
            let value = match value {
                Value::Text(text) => format!("`{text}`"),
                Value::Number(number) => number.to_owned(),
                Value::Word(word) => word.to_owned(),
                Value::Nested => "nested".to_owned(),
            };
            said = format!("{said}{key}={value};");
            Ok(())
        });
        let said = read.map_or_else(|reason| reason, |()| said);
        assert!(said.contains(expected), "{text}: {said}");
    }

    #[test]
    fn values_are_read_exactly() {
        check(
            r#"{"a":1.10,"b":"x","c":null,"d":true,"e":-0.5e-7}"#,
            "a=1.10;b=`x`;c=null;d=true;e=-0.5e-7;",
        );
        check(r#" { "a" : "K\u00f6ln \ud83d\ude00 \"q\"\n" } "#, "a=`Köln 😀 \"q\"\n`;");
        check(r#"{"a":[1,{"b":[]}],"c":{}}"#, "a=nested;c=nested;");
        check("{}", "");
    }

    #[test]
    fn what_is_no_object_says_where() {
        check("1", "byte 1 should be an object");
        check(r#"{"a":01}"#, "should be a number");
        check(r#"{"a":1.}"#, "should be a number");
        check(r#"{"a":1} {"b":2}"#, "one line is one object");
        check(r#"{"a":"x"#, "the closing quotation mark");
        check(r#"{"a":"\ud800"}"#, "a letter, not a half of one");
        check(r#"{"a":"\u0000"}"#, "not NUL");
        check(r#"{"a":NaN}"#, "byte 6 should be a value");
        check(r#"{"a":"\u12ö"}"#, "four hexadecimal digits");
        check(&format!("{{\"a\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000)), "a value");
    }
}
