//! The statement that exports are held against. `tests/it` executes it too, because the benchmark runs too seldom to notice a change of tables.

/// The rows of an export with all that a line of it says, in its order.
pub const ROWS: &str = "select e.seq, e.id, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, e.gross, e.fee, e.fee_unknown, \
    e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, r.memo, x.provider_ref, \
    e.accounting_date, e.belongs_to, e.statement_id \
    from ledger_entries e left join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
    order by e.payee_id, e.accounting_date, e.seq";
