//! What a row says of one offer on an online market, as an entitled body captured it.
//!
//! It follows no link and reads no name: a vendor stands under the digest that the data has.

use vocabulary::fact::{Capture, Listing};

use crate::amount::{Amount, AmountRule};
use crate::choice::{Choice, PlainText, Words, build_words, words_of};
use crate::facts::Notes;
use crate::fault::Fault;
use crate::figure::FigureColumn;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenListing;
use crate::measure::Figures;
use crate::price::read_currency;
use crate::row::{Column, Row};
use vocabulary::currency::Currency;

/// Which columns hold what of a listing.
#[derive(Debug)]
pub(crate) struct ListingRule {
    vendor: Option<Column>,
    price: Option<(FigureColumn, Choice<Currency>)>,
    amount: Option<AmountRule>,
    sold_count: Option<FigureColumn>,
    views: Option<FigureColumn>,
    page: Option<FigureColumn>,
    capture: Option<Choice<Capture>>,
    market: Words,
    title: Words,
    category: Words,
}

impl ListingRule {
    /// Checks what a mapping writes under `[listing]`.
    pub fn build(written: WrittenListing, columns: &mut Columns) -> Result<Self, MappingError> {
        let price = match (FigureColumn::plain(written.price, columns)?, written.currency) {
            (Some(price), Some(currency)) => {
                let reader = (&mut *columns, read_currency as _);
                let constant = PlainText::IsConstant;
                Some((price, Choice::build("listing.currency", currency, constant, reader)?))
            }
            (None, None) => None,
            _ => {
                let problem = "give `price` and `currency` together";
                return Err(MappingError::setting("listing", "", problem));
            }
        };
        let capture = |choice| {
            let reader = (&mut *columns, read_capture as _);
            Choice::build("listing.capture", choice, PlainText::IsConstant, reader)
        };
        Ok(Self {
            price,
            capture: written.capture.map(capture).transpose()?,
            vendor: written.vendor.map(|name| columns.named(&name)).transpose()?,
            amount: AmountRule::build("listing", written.amount, written.unit, columns)?,
            sold_count: FigureColumn::plain(written.sold_count, columns)?,
            views: FigureColumn::plain(written.views, columns)?,
            page: FigureColumn::plain(written.page, columns)?,
            market: build_words("listing.market", written.market, columns)?,
            title: build_words("listing.title", written.title, columns)?,
            category: build_words("listing.category", written.category, columns)?,
        })
    }

    /// The listing of a row.
    pub fn of(
        &self,
        row: &Row<'_>,
        figures: &Figures,
        notes: &mut Notes,
    ) -> Result<Listing, Fault> {
        let price = match &self.price {
            Some((column, currency)) => match column.of(row, figures)? {
                Some(price) => Some((price, currency.of(row)?)),
                None => None,
            },
            None => None,
        };
        let amount = self.amount.as_ref().map(|rule| rule.of(row, figures, notes)).transpose()?;
        let Amount { mass_kg, other } = amount.unwrap_or_default();
        let count = |column: &Option<FigureColumn>| match column {
            Some(column) => column.count_of(row, figures),
            None => Ok(None),
        };
        let vendor = self.vendor.map(|column| row.cell(column).to_owned());
        Ok(Listing {
            market: words_of(&self.market, row)?,
            vendor: vendor.filter(|vendor| !vendor.is_empty()),
            title: words_of(&self.title, row)?,
            price,
            mass_kg,
            amount: other,
            sold_count: count(&self.sold_count)?,
            views: count(&self.views)?,
            category: words_of(&self.category, row)?,
            page: self.page(row, count(&self.page)?)?,
            capture: self.capture.as_ref().map(|capture| capture.of(row)).transpose()?,
        })
    }
}

impl ListingRule {
    fn page(&self, row: &Row<'_>, page: Option<u64>) -> Result<Option<u32>, Fault> {
        page.map(u32::try_from).transpose().map_err(|_| {
            let column = self.page.as_ref().map(FigureColumn::column);
            let (name, cell) =
                column.map_or(("", ""), |column| (row.name(column), row.cell(column)));
            Fault::of_cell(name, cell, "no list has so many pages: correct the figure")
        })
    }
}

fn read_capture(text: &str) -> Result<Capture, String> {
    Capture::parse(text).ok_or_else(|| "a capture is `complete` or `truncated`".to_owned())
}
