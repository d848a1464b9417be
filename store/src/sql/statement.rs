//! Is a text one statement that only reads, and small enough to plan.

use std::ops::ControlFlow;

use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast::{
    self, ObjectName, SetExpr, Visit as _, Visitor, visit_relations,
};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};

use super::columns::names;
use super::refusal::{SqlError, near, parsed};

/// A statement that may be planned.
#[derive(Debug)]
pub(super) struct Checked {
    /// The statement; of an EXPLAIN, what is to be explained.
    pub statement: Statement,
    /// Whether only its plan is wanted.
    pub explains: bool,
}

/// Reads a text and refuses whatever does not only read.
pub(super) fn check(text: &str) -> Result<Checked, SqlError> {
    if text.len() > MOST_BYTES {
        return Err(SqlError::TooLong { what: "bytes", count: text.len(), most: MOST_BYTES });
    }
    count_operators(text)?;
    let statements =
        DFParserBuilder::new(text).build().map_err(|error| parsed(&error))?.parse_statements();
    let mut statements = statements.map_err(|error| parsed(&error))?;
    let first = match (statements.pop_front(), statements.len()) {
        (Some(first), 0) => first,
        (None, _) => return Err(SqlError::NotOne("nothing")),
        (Some(_), _) => return Err(SqlError::NotOne("more than one statement")),
    };
    let (statement, explains) = match first {
        Statement::Explain(explain) => {
            if explain.options.analyze || explain.options.verbose {
                return Err(SqlError::NotReadOnly("EXPLAIN ANALYZE or VERBOSE".to_owned()));
            }
            (*explain.statement, true)
        }
        other => (other, false),
    };
    let Statement::Statement(inner) = &statement else {
        return Err(SqlError::NotReadOnly(first_words(&statement)));
    };
    let ast::Statement::Query(query) = inner.as_ref() else {
        return Err(SqlError::NotReadOnly(first_words(&statement)));
    };
    if let ControlFlow::Break(found) = query.visit(&mut OnlyReads { growth: 1 }) {
        return Err(found);
    }
    check_relations(&statement, query)?;
    Ok(Checked { statement, explains })
}

/// Each operator nests a plan one deeper.
fn count_operators(text: &str) -> Result<(), SqlError> {
    let tokens = Tokenizer::new(&GenericDialect {}, text).tokenize();
    let tokens = tokens.map_err(|error| parsed(&error_of(error)))?;
    let count = tokens.iter().filter(|token| is_operator(token)).count();
    if count > MOST_OPERATORS {
        return Err(SqlError::TooLong { what: "operators", count, most: MOST_OPERATORS });
    }
    Ok(())
}

fn error_of(
    error: datafusion::sql::sqlparser::tokenizer::TokenizerError,
) -> datafusion::error::DataFusionError {
    let error = datafusion::sql::sqlparser::parser::ParserError::from(error);
    datafusion::error::DataFusionError::SQL(Box::new(error), None)
}

fn is_operator(token: &Token) -> bool {
    match token {
        Token::Word(word) => matches!(
            word.keyword,
            Keyword::AND
                | Keyword::OR
                | Keyword::NOT
                | Keyword::UNION
                | Keyword::EXCEPT
                | Keyword::INTERSECT
                | Keyword::JOIN
                | Keyword::SELECT
        ),
        Token::Comma
        | Token::Whitespace(_)
        | Token::Number(..)
        | Token::LParen
        | Token::RParen
        | Token::SingleQuotedString(_)
        | Token::Period
        | Token::SemiColon
        | Token::EOF => false,
        _ => true,
    }
}

/// Looks into every corner of a query for what does more than read, or makes texts without end.
struct OnlyReads {
    /// How many times as long as what is stored a text may become.
    growth: usize,
}

impl OnlyReads {
    fn grow(&mut self, times: usize) -> ControlFlow<SqlError> {
        self.growth = self.growth.saturating_mul(times.max(1));
        if self.growth <= MOST_GROWTH {
            return ControlFlow::Continue(());
        }
        let what = "times the length of what is stored in texts put together";
        ControlFlow::Break(SqlError::TooLong { what, count: self.growth, most: MOST_GROWTH })
    }
}

impl Visitor for OnlyReads {
    type Break = SqlError;

    fn pre_visit_query(&mut self, query: &ast::Query) -> ControlFlow<SqlError> {
        let refused = |what: &str| ControlFlow::Break(SqlError::NotReadOnly(what.to_owned()));
        match query.body.as_ref() {
            SetExpr::Insert(_) => refused("INSERT"),
            SetExpr::Update(_) => refused("UPDATE"),
            SetExpr::Delete(_) => refused("DELETE"),
            SetExpr::Merge(_) => refused("MERGE"),
            SetExpr::Select(select) if select.into.is_some() => refused("SELECT INTO"),
            _ if !query.locks.is_empty() => refused("FOR UPDATE"),
            // Nobody needs an endless row of rows inside a row of rows.
            _ if query.with.as_ref().is_some_and(|with| with.recursive) => {
                refused("WITH RECURSIVE")
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_expr(&mut self, expression: &ast::Expr) -> ControlFlow<SqlError> {
        match expression {
            ast::Expr::BinaryOp { op: ast::BinaryOperator::StringConcat, .. }
            | ast::Expr::Overlay { .. } => self.grow(2),
            ast::Expr::Array(array) => self.grow(array.elem.len()),
            ast::Expr::Function(function) => {
                let name = function.name.to_string().to_lowercase();
                let arguments = match &function.args {
                    ast::FunctionArguments::List(list) => list.args.len(),
                    ast::FunctionArguments::None | ast::FunctionArguments::Subquery(_) => 1,
                };
                let puts_together = PUT_TOGETHER.contains(&name.trim_matches('"'));
                self.grow(if puts_together { arguments } else { 1 })
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_statement(&mut self, statement: &ast::Statement) -> ControlFlow<SqlError> {
        match statement {
            ast::Statement::Query(_) => ControlFlow::Continue(()),
            other => ControlFlow::Break(SqlError::NotReadOnly(words_of(&other.to_string()))),
        }
    }
}

/// Every table must be one of ours, and there must not be too many of them.
fn check_relations(statement: &Statement, query: &ast::Query) -> Result<(), SqlError> {
    let mut count = 0;
    let _: ControlFlow<()> = visit_relations(query, |_: &ObjectName| {
        count += 1;
        ControlFlow::Continue(())
    });
    if count > MOST_TABLES {
        return Err(SqlError::TooLong { what: "tables", count, most: MOST_TABLES });
    }
    let (tables, _) = datafusion::sql::resolve::resolve_table_references(statement, true)
        .map_err(|error| parsed(&error))?;
    for table in tables {
        let is_bare = table.schema().is_none();
        let mut known = names().into_iter().chain(FUNCTIONS);
        if is_bare && known.any(|known| known == table.table()) {
            continue;
        }
        let name = table.to_string();
        let near = near(table.table(), names());
        let tables = names().join(", ");
        return Err(SqlError::NoTable { name, near, tables });
    }
    Ok(())
}

fn first_words(statement: &Statement) -> String {
    words_of(&statement.to_string())
}

/// The words in capitals that a statement begins with.
fn words_of(text: &str) -> String {
    let is_keyword = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let words: Vec<&str> = text.split_whitespace().take_while(is_keyword).take(3).collect();
    if words.is_empty() { "another statement".to_owned() } else { words.join(" ") }
}

/// Functions that stand where a table stands.
const FUNCTIONS: [&str; 2] = ["generate_series", "range"];

/// Functions whose answer is as long as all their arguments together.
const PUT_TOGETHER: [&str; 19] = [
    "concat",
    "concat_ws",
    "overlay",
    "make_array",
    "make_list",
    "struct",
    "named_struct",
    "array_concat",
    "array_cat",
    "list_concat",
    "list_cat",
    "array_append",
    "list_append",
    "array_push_back",
    "list_push_back",
    "array_prepend",
    "list_prepend",
    "array_push_front",
    "list_push_front",
];

/// Texts may become so many times as long as what is stored: memory that no pool counts.
const MOST_GROWTH: usize = 128;
const MOST_BYTES: usize = 64 << 10;
const MOST_OPERATORS: usize = 200;
/// Tables that are named anywhere in a statement; those of a WITH count where they are used.
const MOST_TABLES: usize = 16;
