//! The section that only one kind of fact has: seizure, sample, price, cultivation, dispensing,
//! listing, case.

use vocabulary::fact::FactKind;

use super::column::Column;
use super::kind::{Found, sample_id};
use super::price::currency_word;
use super::said::{Confidence, Said};
use super::words::{Sense, words};
use super::write::{add, made_up, open, quote};

/// The lines of the section, and the columns they read.
#[derive(Clone, Debug, Default)]
pub(crate) struct DetailPlan {
    pub lines: String,
    pub columns: Vec<String>,
    /// Columns of figures among them.
    pub figures: Vec<String>,
    pub said: Vec<Said>,
}

/// Writes the section of a kind; an observation has none.
pub(crate) fn find_detail(kind: FactKind, found: Found<'_>) -> DetailPlan {
    let mut plan = DetailPlan::default();
    match kind {
        FactKind::Observation => {}
        FactKind::Case => plan.case(found),
        FactKind::Seizure => plan.seizure(found),
        FactKind::Sample => plan.sample(found),
        FactKind::Price => plan.price(found),
        FactKind::Cultivation => plan.cultivation(found),
        FactKind::Dispensing => plan.dispensing(found),
        FactKind::Listing => plan.listing(found),
    }
    plan
}

impl DetailPlan {
    pub(super) fn set(&mut self, setting: &str, column: &Column) {
        add(&mut self.lines, format_args!("{setting} = {}\n", quote(&column.name)));
        self.columns.push(column.name.clone());
        if column.is_figures() {
            self.figures.push(column.name.clone());
        }
        self.said.push(
            Said::new(setting, &format!("`{}`", column.name), Confidence::Likely, "by its header")
                .with_examples(column.shown()),
        );
    }

    fn set_words(&mut self, found: Found<'_>, settings: &[(&str, Sense)]) {
        for (setting, sense) in settings {
            let fits =
                |column: &Column| !column.is_figures() && !self.columns.contains(&column.name);
            if let Some(column) = found.column(*sense, fits) {
                self.set(setting, column);
            }
        }
    }

    fn case(&mut self, found: Found<'_>) {
        let is_years = |column: &Column| {
            column.is_figures() && column.figures.are_whole && column.figures.most <= 125.into()
        };
        if let Some(age) = found.column(Sense::AGE, is_years) {
            self.set("age", age);
        }
        self.set_words(found, &[("sex", Sense::SEX)]);
    }

    fn seizure(&mut self, found: Found<'_>) {
        let amounts =
            |column: &Column| column.is_figures() && !column.has_any(&[Sense::ID, Sense::PERCENT]);
        if let Some(amount) = found.column(Sense::QUANTITY, amounts) {
            self.set("amount", amount);
            self.unit(found, amount);
        }
        self.set_words(
            found,
            &[
                ("departure", Sense::DEPARTURE),
                ("destination", Sense::DESTINATION),
                ("transport", Sense::TRANSPORT),
                ("concealment", Sense::CONCEALMENT),
                ("place_kind", Sense::INSTALLATION),
            ],
        );
    }

    /// The unit of an amount: a column of units, or the word of the header.
    fn unit(&mut self, found: Found<'_>, amount: &Column) {
        let column = found.column(Sense::UNIT, |column| !column.is_figures());
        let by_header = amount.words().iter().find_map(|word| unit_word(word));
        let Some(column) = column else {
            let (confidence, because) = match by_header {
                Some(_) => (Confidence::Likely, "the header or the cells name it"),
                None => (Confidence::Guess, "TO DECIDE: neither header nor cells name a unit"),
            };
            let unit = by_header.unwrap_or("kg");
            let written = by_header.map_or_else(|| made_up(unit), quote);
            add(&mut self.lines, format_args!("unit = {written}\n"));
            self.said.push(Said::new("unit", unit, confidence, because));
            return;
        };
        self.columns.push(column.name.clone());
        let mut values = String::new();
        let mut unknown = Vec::new();
        for (text, _) in column.values.iter().take(60) {
            match unit_word(&words(text).join(" ")) {
                Some(unit) => add(&mut values, format_args!("{} = \"{unit}\", ", quote(text))),
                None => unknown.push(text.clone()),
            }
        }
        let values = values.trim_end_matches(", ");
        add(
            &mut self.lines,
            format_args!(
                "unit = {{ column = {}, values = {{ {values} }}, otherwise = \"left-out\" }}\n",
                quote(&column.name)
            ),
        );
        let mut because =
            "its texts are units; a unit that is no mass, litre or dose is left out".to_owned();
        if !unknown.is_empty() {
            unknown.truncate(4);
            add(&mut because, format_args!(": {}", unknown.join(", ")));
        }
        self.said.push(
            Said::new("unit", &format!("`{}`", column.name), Confidence::Likely, &because)
                .with_examples(column.shown()),
        );
    }

    fn sample(&mut self, found: Found<'_>) {
        if let Some(id) = sample_id(found) {
            add(&mut self.lines, format_args!("id = [{}]\n", quote(&id.name)));
            self.columns.push(id.name.clone());
            self.said.push(
                Said::new(
                    "sample",
                    &format!("`{}`", id.name),
                    Confidence::Likely,
                    "tells one sample from another",
                )
                .with_examples(id.shown()),
            );
        }
        self.set_words(found, &[("sold_as", Sense::SOLD_AS), ("laboratory", Sense::LABORATORY)]);
        let share = |column: &Column| {
            column.is_figures() && !column.has(Sense::ID) && column.figures.most <= 100.into()
        };
        for (setting, sense) in [("purity", Sense::PURITY), ("share", Sense::PERCENT)] {
            if let Some(column) =
                found.column(sense, |column| share(column) && !self.columns.contains(&column.name))
            {
                let scale = if column.figures.most <= 1.into() { "fraction" } else { "percent" };
                self.set(&format!("{setting}_{scale}"), column);
            }
        }
        let mass = |column: &Column| {
            column.is_figures() && column.words().iter().any(|word| unit_word(word).is_some())
        };
        if let Some(column) = found
            .columns
            .iter()
            .copied()
            .find(|column| mass(column) && !self.columns.contains(&column.name))
        {
            self.set("mass", column);
            let unit = column.words().iter().find_map(|word| unit_word(word)).unwrap_or("mg");
            add(&mut self.lines, format_args!("unit = \"{unit}\"\n"));
        }
    }

    fn cultivation(&mut self, found: Found<'_>) {
        let lower = format!(
            "{} {}",
            found.text,
            found.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(" ")
        )
        .to_lowercase();
        let crop = [
            ("coca", "coca"),
            ("cannabis", "cannabis"),
            ("opium", "opium-poppy"),
            ("poppy", "opium-poppy"),
            ("mohn", "opium-poppy"),
        ];
        let named = crop.iter().find(|(word, _)| lower.contains(word)).map(|(_, crop)| *crop);
        let crop = named.unwrap_or("opium-poppy");
        let written = named.map_or_else(|| made_up(crop), quote);
        add(&mut self.lines, format_args!("crop = {written}\n"));
        let (confidence, because) = match named {
            Some(_) => (Confidence::Likely, "by the words of the file"),
            None => (Confidence::Guess, "TO DECIDE: nothing in the file says"),
        };
        self.said.push(Said::new("crop", crop, confidence, because));
        let area = |column: &Column| column.is_figures() && !column.has(Sense::ERADICATED);
        let Some(area) = found.column(Sense::HECTARE, area) else { return };
        self.set("area", area);
        if let Some(column) = found.column(Sense::ERADICATED, Column::is_figures) {
            self.set("eradicated", column);
        }
        let mut signs: Vec<String> =
            area.figures.others.iter().map(|(text, _)| text.clone()).collect();
        if area.blank > 0 {
            signs.push(String::new());
        }
        if !signs.is_empty() {
            let word = open("\"none-or-unknown\"");
            let written: Vec<String> =
                signs.iter().map(|sign| format!("{} = {word}", quote(sign))).collect();
            let written = written.join(", ");
            add(&mut self.lines, format_args!("signs = {{ {written} }}\n"));
            let because = "TO DECIDE: what stands where there is no area: crop-free, none-or-unknown or not-available?";
            let said = Said::new("signs", "none-or-unknown", Confidence::Guess, because);
            self.said.push(said.with_examples(signs));
        }
    }

    fn dispensing(&mut self, found: Found<'_>) {
        let quantity = |column: &&&Column| {
            column.is_figures()
                && !column.has_any(&[
                    Sense::ID,
                    Sense::COORDINATE,
                    Sense::YEAR,
                    Sense::PLACE_CODE,
                    Sense::PERCENT,
                    Sense::PLACE,
                    Sense::MONTH,
                ])
        };
        let named = found
            .columns
            .iter()
            .filter(quantity)
            .find(|column| column.has_any(&[Sense::DISPENSED, Sense::QUANTITY]));
        let Some(column) = named.or_else(|| found.columns.iter().find(quantity)) else { return };
        self.set("quantity", column);
        let lower = format!("{} {}", column.name, found.text).to_lowercase();
        let unit = if lower.contains("pill") || lower.contains("dosage") || lower.contains("dose") {
            "dose-units"
        } else if lower.contains("mme") || lower.contains("morphine") {
            "morphine-milligrams"
        } else {
            "prescriptions"
        };
        add(&mut self.lines, format_args!("unit = \"{unit}\"\n"));
        self.said.push(Said::new(
            "unit",
            unit,
            Confidence::Likely,
            "by the words of the header and the file's name",
        ));
        if lower.contains("per_100") || lower.contains("per 100") || lower.contains("rate") {
            self.lines.push_str("per_persons = 100\n");
        }
        let is_digest = |column: &Column| column.has(Sense::ID) && !column.is_figures();
        if let Some(buyer) = found.column(Sense::BUYER, is_digest) {
            self.set("buyer", buyer);
        }
        let is_sort = |column: &Column| {
            !column.is_figures() && column.values.len() <= 30 && !column.has(Sense::PLACE)
        };
        if let Some(sort) = found
            .column(Sense::BUYER, |column| is_sort(column) && !self.columns.contains(&column.name))
        {
            self.set("buyer_kind", sort);
        }
    }

    fn listing(&mut self, found: Found<'_>) {
        let is_digest = |column: &Column| column.has(Sense::ID) && !column.is_figures();
        if let Some(vendor) = found.column(Sense::VENDOR, is_digest) {
            self.set("vendor", vendor);
        }
        let is_title = |column: &Column| {
            words(&column.name).iter().any(|word| word == "title")
                || column.share(20, |text| text.len() > 25) > 0.5
        };
        if let Some(title) = found.column(Sense::LISTING, is_title) {
            self.set("title", title);
        }
        if let Some(price) = found.column(Sense::PRICE, Column::is_figures) {
            self.set("price", price);
            let currency = currency_word(&price.name);
            let (confidence, because) = match &currency {
                Some(_) => (Confidence::Likely, "a word of the header"),
                None => (Confidence::Guess, "TO DECIDE: nothing in the file says"),
            };
            let chosen = currency.as_deref().unwrap_or("USD");
            let written = currency.as_deref().map_or_else(|| made_up(chosen), quote);
            add(&mut self.lines, format_args!("currency = {written}\n"));
            self.said.push(Said::new("currency", chosen, confidence, because));
        }
        for (setting, word) in [("sold_count", "sold"), ("views", "views"), ("page", "page")] {
            let fits = |column: &&&Column| {
                column.is_figures()
                    && column.figures.are_whole
                    && words(&column.name).iter().any(|own| own == word)
            };
            if let Some(column) = found.columns.iter().find(fits) {
                self.set(setting, column);
            }
        }
        let is_category =
            |column: &&&Column| words(&column.name).iter().any(|word| word.ends_with("category"));
        if let Some(column) = found.columns.iter().find(is_category) {
            self.set("category", column);
        }
    }
}

/// The unit that a word stands for.
pub(super) fn unit_word(word: &str) -> Option<&'static str> {
    let units: [(&[&str], &str); 8] = [
        (
            &[
                "kg",
                "kilogram",
                "kilograms",
                "kilogramm",
                "kilogramme",
                "kilogrammes",
                "kilo",
                "kilos",
                "kilogramos",
                "kilogrammi",
                "kilogramy",
            ],
            "kg",
        ),
        (
            &[
                "g", "gr", "gram", "grams", "gramm", "gramme", "grammes", "gramos", "grammi",
                "gramy",
            ],
            "g",
        ),
        (&["mg", "milligram", "milligrams", "milligramm", "milligramme"], "mg"),
        (&["t", "ton", "tons", "tonne", "tonnes", "tonnen", "toneladas", "tonnellate"], "t"),
        (&["lb", "lbs", "pound", "pounds"], "lb"),
        (&["l", "litre", "litres", "liter", "liters", "litro", "litros", "litri"], "litre"),
        (&["ml", "millilitre", "milliliter", "cc", "cubic centimeter"], "ml"),
        (
            &[
                "tablet",
                "tablets",
                "pill",
                "pills",
                "capsule",
                "capsules",
                "dose",
                "doses",
                "ampoule",
                "injection",
                "blotting paper",
                "stamp",
                "tabletten",
                "stuck",
                "comprimes",
                "comprimidos",
                "pastillas",
                "unites",
                "tabletki",
                "compresse",
                "units",
                "unit",
                "pieces",
                "stk",
                "szt",
            ],
            "dose",
        ),
    ];
    let oz: [(&[&str], &str); 1] = [(&["oz", "ounce", "ounces"], "oz")];
    units.iter().chain(&oz).find(|(list, _)| list.contains(&word)).map(|(_, unit)| *unit)
}
