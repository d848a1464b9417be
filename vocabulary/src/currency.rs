//! Currencies of ISO 4217, today's and those that older figures are stated in.
//!
//! Codes are here; what one was worth in another, and when, is in [`Rates`].

mod rates;

use std::fmt;

pub use self::rates::{Rate, Rates, RatesError};

/// A currency by its code of three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code in capitals, such as "EUR"; `None` where ISO 4217 has no such code.
    pub fn parse(text: &str) -> Option<Self> {
        CODES.split_ascii_whitespace().find(|code| *code == text).map(Self::of_code)
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes are ASCII letters")
    }

    /// Every currency, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.split_ascii_whitespace().map(Self::of_code)
    }

    fn of_code(code: &str) -> Self {
        let bytes = code.as_bytes();
        Self([bytes[0], bytes[1], bytes[2]])
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Codes in use, and those that figures since 1990 may still be stated in.
const CODES: &str = "\
    AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AZM AZN BAM BBD BDT BEF BGL BGN BHD BIF BMD BND BOB \
    BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLP CNY COP CRC CSK CUP CVE CYP CZK DEM DJF DKK DOP DZD \
    ECS EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG \
    HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR \
    LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MYR MZN NAD NGN \
    NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PLZ PTE PYG QAR ROL RON RSD RUB RUR RWF SAR SBD \
    SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJR TJS TMM TMT TND TOP \
    TRL TRY TTD TWD TZS UAH UAK UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER YUM ZAR ZMK \
    ZMW ZWG ZWL";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_stand_in_order() {
        let all: Vec<Currency> = Currency::all().collect();
        assert!(all.is_sorted() && all.len() > 160, "{}", all.len());
        for currency in all {
            assert_eq!(Currency::parse(currency.as_str()), Some(currency));
        }
    }

    #[test]
    fn what_iso_4217_lacks_is_no_currency() {
        for text in ["", "eur", "EURO", "BTC", "$", "EU"] {
            assert_eq!(Currency::parse(text), None, "{text}");
        }
    }
}
