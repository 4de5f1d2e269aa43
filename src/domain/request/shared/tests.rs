use proptest::prelude::*;

use super::*;

fn read(text: &str, own: &str) -> (Option<String>, String) {
    let own = Currency::parse(own).expect("a currency");
    let SharedTerms { amount, memo } = SharedTerms::read(text, own);
    (amount.map(|money| format!("{} {}", money.to_decimal(), money.currency())), memo)
}

#[test]
fn the_only_amount_is_taken_out_of_the_text() {
    for (text, own, amount, memo) in [
        ("Two loaves 25,00 €", "EUR", "25.00 EUR", "Two loaves"),
        ("Two loaves 25,00 €", "CHF", "25.00 EUR", "Two loaves"),
        ("25,00€ Two loaves", "EUR", "25.00 EUR", "Two loaves"),
        ("Two loaves: EUR 25", "CHF", "25.00 EUR", "Two loaves"),
        ("Two loaves – 25.50€.", "EUR", "25.50 EUR", "Two loaves."),
        ("2 loaves (€25)", "EUR", "25.00 EUR", "2 loaves"),
        ("Table 5, 16:30, total:€1.234,50, thanks", "EUR", "1234.50 EUR", "Table 5, 16:30, total, thanks"),
        ("Invoice 4711: 25 €", "EUR", "25.00 EUR", "Invoice 4711"),
        ("Cake\n25 EUR\nuntil Friday", "EUR", "25.00 EUR", "Cake until Friday"),
        ("25,– € for cake", "EUR", "25.00 EUR", "for cake"),
        ("Zopf Fr. 8.50", "CHF", "8.50 CHF", "Zopf"),
        ("Fika 45 kr", "SEK", "45.00 SEK", "Fika"),
        ("US $ 25 cake", "CAD", "25.00 USD", "cake"),
        ("$25 CAD cake", "USD", "25.00 CAD", "cake"),
        ("Lunch $25", "USD", "25.00 USD", "Lunch"),
        ("面包25元", "CNY", "25.00 CNY", "面包"),
        ("パン￥1,200です", "JPY", "1200 JPY", "パン です"),
        ("خبز ٢٥٫٥٠ درهم", "AED", "25.50 AED", "خبز"),
        ("1\u{202f}234,50\u{a0}€ pour le gâteau", "EUR", "1234.50 EUR", "pour le gâteau"),
        ("€25", "EUR", "25.00 EUR", ""),
    ] {
        assert_eq!(read(text, own), (Some(amount.to_owned()), memo.to_owned()), "{text}");
    }
}

#[test]
fn nothing_is_guessed() {
    for (text, own) in [
        ("Two loaves", "EUR"),
        ("Two loaves 25", "EUR"),
        ("2 loaves, table 5", "EUR"),
        ("Two loaves 1.234 €", "EUR"),
        ("Two loaves 25,005 €", "EUR"),
        ("25 € and 30 €", "EUR"),
        ("25 €, or 30,00", "EUR"),
        ("on 25.11.2026 for 25 €", "EUR"),
        ("20-25 €", "EUR"),
        ("20 – 25 €", "EUR"),
        ("€20-25", "EUR"),
        ("2 x 12,50 €", "EUR"),
        ("2x12,50 €", "EUR"),
        ("12,50 € x 2", "EUR"),
        ("12,50 €/kg", "EUR"),
        ("10 % of 250 €", "EUR"),
        ("10% of 250 €", "EUR"),
        ("-25 €", "EUR"),
        ("~25 €", "EUR"),
        ("Table 5 250 €", "EUR"),
        ("25 € 50", "EUR"),
        ("0,00 €", "EUR"),
        ("Lunch $25", "EUR"),
        ("XX $25", "CAD"),
        ("$25 EUR", "USD"),
        ("for all 25 loaves", "ALL"),
        ("FOR ALL 25 LOAVES", "EUR"),
        ("Fr. 25 November", "EUR"),
        ("TRY 25 TIMES IT", "EUR"),
        ("99999999999999999999 €", "EUR"),
        ("5 bis 7 €", "EUR"),
        ("5 or 7 €", "EUR"),
        ("2 mal 5 €", "EUR"),
        ("3 Stück à 5 €", "EUR"),
        ("2 loaves 5,00 €", "EUR"),
        ("5 € each, 3 pieces", "EUR"),
        ("€5 or 7", "EUR"),
    ] {
        assert_eq!(read(text, own), (None, text.to_owned()), "{text}");
    }
}

#[test]
fn a_memo_is_one_line_that_says_where_it_was_cut() {
    assert_eq!(read(" Two\r\n\tloaves\u{202e} ", "EUR"), (None, "Two loaves".to_owned()));
    let long = read(&format!("{} 25 €", "word ".repeat(60)), "EUR");
    assert_eq!(long.0.as_deref(), Some("25.00 EUR"));
    assert!(long.1.ends_with("word…") && long.1.chars().count() <= Memo::MAX, "{}", long.1);
    assert!(Memo::parse(&long.1).is_ok());
}

proptest! {
    #[test]
    fn what_is_read_can_be_a_request(text in "\\PC{0,200}", own in prop::sample::select(Currency::all())) {
        let SharedTerms { amount, memo } = SharedTerms::read(&text, own);
        prop_assert!(amount.is_none_or(|money| money.payable() == Ok(money) && money.currency().in_use().is_ok()));
        prop_assert!(Memo::optional(&memo).is_ok(), "{memo:?}");
    }

    #[test]
    fn no_digit_is_invented_or_lost(text in "[a-z0-9€$., x-]{0,60}") {
        let SharedTerms { amount, memo } = SharedTerms::read(&text, Currency::EUR);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        match amount {
            None => prop_assert_eq!(digits(&memo), digits(&text)),
            Some(money) => {
                let typed = digits(&text) - digits(&memo);
                prop_assert!(typed > 0 && typed <= digits(&money.to_decimal()), "{text}");
            }
        }
    }

    #[test]
    fn an_amount_is_read_as_it_was_written(minor in 1_i64..10_000_000, comma: bool, first: bool) {
        let money = Money::new(minor, Currency::EUR);
        let figures = money.with_separator(if comma { ',' } else { '.' });
        let text = if first { format!("€{figures} for bread") } else { format!("for bread {figures} EUR") };
        prop_assert_eq!(SharedTerms::read(&text, Currency::YEN), SharedTerms { amount: Some(money), memo: "for bread".into() });
    }
}
