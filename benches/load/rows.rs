//! The statements that write and read rows behind the server's back. `tests/it` executes them too, because the benchmark runs too seldom to notice
//! a change of tables.

/// The rows of an export with all that a line of it says, in its order.
pub const ROWS: &str = "select e.seq, e.id, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, e.gross, e.tip, e.fee, e.fee_unknown, \
    e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, r.memo, x.provider_ref, \
    e.accounting_date, e.belongs_to, e.statement_id \
    from ledger_entries e left join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
    order by e.payee_id, e.accounting_date, e.seq";

/// The statement by which the server stores a request.
pub const INSERT: &str = "insert into requests (code, payee_id, origin, currency, amount, min_amount, max_amount, memo, \
        reference, rf, preview, items, state, max_payments, paid_count, paid_total, due_on, expires_at, created_at, language, \
        suggested, asks_note, takes_tips) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, $15, $16, $17, 'en', '[]', false, false)";

/// The columns of a request, and those of them that every row has the same of.
pub const REQUEST: &str = "insert into requests (code, payee_id, rf, amount, created_at, memo, reference, state, paid_count, paid_total, paid_at, \
    origin, currency, preview, items, max_payments, language, suggested, asks_note, takes_tips) ";
pub const ALIKE: &str = "'api', 'EUR', 'generic', '[]', 1, 'en', '[]', false, false";

/// The payments of the requests that were paid, from a moment on.
pub const PAYMENTS: &str = "insert into payments (id, request_code, payee_id, method_id, rail, currency, amount, received, refunded, state, \
        evidence, external_id, created_at, settled_at, test) \
    select 'pay_' || code || substr(code, 1, 10), code, payee_id, $2, 'demo', currency, amount, amount, 0, 'settled', 'webhook', \
        'order-' || code, created_at, created_at, false \
    from requests where payee_id = $1 and state = 'paid' and created_at >= $3";
/// The ways of these payments, as the service stores them for its lists.
pub const WAYS: &str = "insert into request_ways (payee_id, rail, created_at, code) \
    select payee_id, 'demo', created_at, code from requests where payee_id = $1 and state = 'paid' and created_at >= $2";
/// Their lines. Nothing here reads the hashes of the chain.
pub const LINES: &str = "insert into ledger_entries (id, payee_id, seq, prev_hash, hash, kind, request_code, payment_id, reference, rf, currency, \
        gross, tip, fee, fee_unknown, rail, evidence, evidence_ref, created_at, settled_at, accounting_date) \
    select 'mov_' || code || substr(code, 1, 10), payee_id, \
        (select count(*) from ledger_entries) + row_number() over (order by created_at, code), '', '', 'settlement', code, \
        'pay_' || code || substr(code, 1, 10), reference, rf, currency, amount, 0, 0, false, 'demo', 'webhook', \
        'event-' || code, created_at, created_at, date(created_at) \
    from requests where payee_id = $1 and state = 'paid' and created_at >= $2";
/// The sums of their days.
pub const DAYS: &str = "insert into ledger_days as d (payee_id, accounting_date, currency, rail, kind, lines, gross, tip, fee, unknown_fees) \
    select payee_id, accounting_date, currency, rail, kind, count(*), cast(sum(gross) as bigint), 0, 0, 0 \
    from ledger_entries where payee_id = $1 and created_at >= $2 group by payee_id, accounting_date, currency, rail, kind \
    on conflict (payee_id, accounting_date, currency, rail, kind) do update \
    set lines = d.lines + excluded.lines, gross = d.gross + excluded.gross";
/// The number of the last line.
pub const HEAD: &str = "update ledger_heads set seq = (select count(*) from ledger_entries) where payee_id = $1";

/// A payment under way for each request of a list of codes, which follows: by method, rail, name at its provider, beginning, end and next poll.
pub const PENDING: &str = "insert into payments (id, request_code, payee_id, method_id, rail, currency, amount, refunded, state, external_id, \
        created_at, expires_at, next_poll_at, test) \
    select 'pay_' || code || substr(code, 1, 10), code, payee_id, $1, $2, currency, amount, 0, 'pending', \
        $3 || code, $4, $5, $6, false from requests where code in ";

/// A session of each member of a payee: by the hash of its token, payee, beginning and end.
pub const SIGN_IN: &str = "insert into sessions (token_hash, payee_id, member_id, created_at, expires_at) \
        select $1, payee_id, id, $3, $4 from members where payee_id = $2";
