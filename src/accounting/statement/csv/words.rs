//! Words in cells: states of rows, directions of amounts, lines of sums.

/// The state of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowState {
    Booked,
    Pending,
    /// It never happened.
    Failed,
}

/// Pending comes before booked, whose words some of these contain.
const STATES: [(RowState, &[&str]); 3] = [
    (
        RowState::Pending,
        &[
            "vorgemerkt",
            "pending",
            "ausstehend",
            "reserv",
            "in bearbeitung",
            "processing",
            "authori",
            "autoris",
            "in progress",
            "on hold",
            "held",
            "in attesa",
            "en attente",
            "pendiente",
            "oczekuj",
            "unbooked",
            "nicht gebucht",
            "väntar",
            "scheduled",
            "geplant",
            "uncleared",
            "incomplete",
            "unpaid",
        ],
    ),
    (
        RowState::Failed,
        &[
            "failed",
            "declined",
            "denied",
            "reverted",
            "cancel",
            "rejected",
            "expired",
            "voided",
            "removed",
            "fehlgeschlagen",
            "abgelehnt",
            "abgebrochen",
            "storniert",
            "zurückgewiesen",
            "geannuleerd",
            "refusé",
            "annul",
            "error",
        ],
    ),
    (
        RowState::Booked,
        &[
            "complete",
            "gebucht",
            "booked",
            "posted",
            "cleared",
            "settled",
            "succe",
            "abgeschlossen",
            "erledigt",
            "ausgeführt",
            "executed",
            "processed",
            "paid",
            "done",
            "geboekt",
            "completat",
            "completad",
            "terminé",
            "zaksięgowan",
            "zrealizowan",
            "bokför",
            "bogført",
            "bokført",
            "finished",
        ],
    ),
];

/// The state that a cell names, if it is known.
pub(super) fn row_state(cell: &str) -> Option<RowState> {
    let cell = cell.to_lowercase();
    STATES.iter().find(|(_, words)| words.iter().any(|word| cell.contains(word))).map(|(state, _)| *state)
}

/// True for a direction towards the account, false for one from it.
pub(super) fn is_incoming(cell: &str) -> Option<bool> {
    let cell = cell.trim().to_lowercase();
    match cell.as_str() {
        "bij" | "credit" | "c" | "cr" | "haben" | "h" | "kredit" | "crdt" | "+" | "gutschrift" | "in" | "eingang"
        | "crédit" | "deposit" => Some(true),
        "af" | "debit" | "d" | "dr" | "soll" | "s" | "debet" | "dbit" | "-" | "belastung" | "out" | "ausgang"
        | "débit" | "withdrawal" => Some(false),
        _ => None,
    }
}

/// True for a row of PayPal without effect on the balance, by its columns of the effect and of the kind.
pub(super) fn is_without_effect(impact: &str, kind: &str) -> bool {
    let kind = kind.to_lowercase();
    impact.eq_ignore_ascii_case("memo")
        || kind.split_whitespace().any(|word| word == "hold")
        || kind.contains("einbehalt")
}

/// True for a cell that names a sum or a balance.
pub(super) fn is_total(cell: &str) -> bool {
    let words = [
        "total",
        "totals",
        "subtotal",
        "summe",
        "gesamt",
        "gesamtsumme",
        "saldo",
        "anfangssaldo",
        "endsaldo",
        "schlusssaldo",
        "kontostand",
        "balance",
        "totaal",
        "totale",
        "solde",
        "suma",
        "summa",
        "sum",
    ];
    cell.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_banks_are_understood() {
        for (cell, state) in [
            ("COMPLETED", Some(RowState::Booked)),
            ("Umsatz gebucht", Some(RowState::Booked)),
            ("Umsatz vorgemerkt und nicht gebucht", Some(RowState::Pending)),
            ("Reserverat", Some(RowState::Pending)),
            ("PENDING", Some(RowState::Pending)),
            ("REVERTED", Some(RowState::Failed)),
            ("Refunded", None),
            ("", None),
        ] {
            assert_eq!(row_state(cell), state, "{cell}");
        }
        assert_eq!((is_incoming("Bij"), is_incoming("S"), is_incoming("x")), (Some(true), Some(false), None));
        assert!(is_without_effect("Memo", "") && is_without_effect("Debit", "Account Hold for Open Authorization"));
        assert!(!is_without_effect("Credit", "Household Payment"));
        assert!(is_total("Endsaldo 30.11.") && !is_total("totally"));
    }
}
