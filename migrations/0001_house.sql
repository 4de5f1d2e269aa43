-- The main job. One file for SQLite and PostgreSQL, so only what both spell alike: text, bigint, boolean, timestamptz (UTC, to the
-- microsecond), date. Amounts are whole minor units beside an ISO 4217 code. Secrets are hashed or sealed
-- before they get here.

-- Who is owed. No e-mail, no phone, no legal name: there is no column to put one in.
create table payees (
    id text primary key,
    handle text not null unique,
    -- What the handle looks like (UTS #39): two handles that could pass for each other can't both exist.
    skeleton text not null unique,
    name text not null,
    currency text not null,
    created_at timestamptz not null,
    disabled_at timestamptz
);

-- How a payee signs in. An owner key today; a passkey will be another kind, with its public key in `data`.
create table credentials (
    id text primary key,
    payee_id text not null references payees (id),
    kind text not null,
    secret_hash text unique,
    data text,
    created_at timestamptz not null
);
create index credentials_by_payee on credentials (payee_id);

-- One-time links: `sign_in` for a payee that exists, `invite` for one that may come to be.
create table one_time_links (
    token_hash text primary key,
    purpose text not null,
    payee_id text references payees (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

-- Browsers that are signed in. The cookie holds the token, this table its hash.
create table sessions (
    token_hash text primary key,
    payee_id text not null references payees (id),
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_by_payee on sessions (payee_id);

create table api_keys (
    id text primary key,
    payee_id text not null references payees (id),
    secret_hash text not null unique,
    label text not null,
    -- Space-separated scopes.
    scopes text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create index api_keys_by_payee on api_keys (payee_id);

-- The ways a payee accepts money. Settings (an IBAN, a provider's key) are sealed: AEAD, bound to the row's id.
create table methods (
    id text primary key,
    payee_id text not null references payees (id),
    rail text not null,
    settings text not null,
    position bigint not null,
    created_at timestamptz not null,
    removed_at timestamptz
);
create index methods_by_payee on methods (payee_id, position);

-- What a link names. `amount` is null when the payer says how much. Expiry is not a state but a matter of the time.
create table requests (
    code text primary key,
    payee_id text not null references payees (id),
    -- Where it was made: api, page, command, link (a personal link that somebody paid).
    origin text not null,
    currency text not null,
    amount bigint,
    min_amount bigint,
    max_amount bigint,
    memo text,
    reference text,
    rf text not null,
    preview text not null,
    -- JSON, empty array when there are none.
    items text not null,
    state text not null,
    max_payments bigint,
    paid_count bigint not null,
    paid_total bigint not null,
    due_on date,
    expires_at timestamptz,
    created_at timestamptz not null,
    paid_at timestamptz,
    cancelled_at timestamptz
);
create unique index requests_by_rf on requests (payee_id, rf);
create index requests_newest on requests (payee_id, created_at, code);
create index requests_by_reference on requests (payee_id, reference) where reference is not null;

-- One payer's attempt. No column names the payer.
create table payments (
    id text primary key,
    request_code text not null references requests (code),
    payee_id text not null references payees (id),
    method_id text references methods (id),
    rail text not null,
    currency text not null,
    -- What was asked of this payer, what arrived, what went back.
    amount bigint not null,
    received bigint,
    refunded bigint not null,
    state text not null,
    evidence text,
    external_id text,
    -- The payer's page: the hash of its token; and what it shows (bank details), sealed.
    token_hash text unique,
    instructions text,
    note text,
    created_at timestamptz not null,
    expires_at timestamptz,
    claimed_at timestamptz,
    settled_at timestamptz
);
-- A provider's name for a payment means something only within the method it belongs to: another payee's account can't speak of it.
create unique index payments_by_external on payments (method_id, external_id) where external_id is not null;
create index payments_by_request on payments (request_code, state);
create index payments_newest on payments (payee_id, created_at, id);
create index payments_claimed on payments (payee_id) where state = 'claimed';
create index payments_waiting on payments (expires_at) where state = 'pending';

-- What providers said, as facts: no payload, no person. The key makes a repeated event harmless.
create table rail_events (
    method_id text not null references methods (id),
    event_id text not null,
    payment_id text references payments (id),
    kind text not null,
    amount bigint,
    currency text,
    -- What came of it: applied, unchanged, or why it was not applied.
    outcome text not null,
    received_at timestamptz not null,
    primary key (method_id, event_id)
);
create index rail_events_by_payment on rail_events (payment_id);

-- Where each payee's chain ends. Taking the row's lock is what puts entries in line.
create table ledger_heads (
    payee_id text primary key references payees (id),
    seq bigint not null,
    hash text not null
);

-- One line per movement. Nothing updates or deletes here; a wrong line is taken back by a later one.
create table ledger_entries (
    id text primary key,
    payee_id text not null references payees (id),
    seq bigint not null,
    prev_hash text not null,
    hash text not null,
    kind text not null,
    request_code text not null,
    payment_id text not null,
    reference text,
    rf text not null,
    currency text not null,
    gross bigint not null,
    fee bigint not null,
    rail text not null,
    evidence text not null,
    evidence_ref text,
    booking_date date,
    created_at timestamptz not null,
    settled_at timestamptz not null,
    reverses_id text,
    batch_id text
);
create unique index ledger_in_line on ledger_entries (payee_id, seq);
create index ledger_by_settling on ledger_entries (payee_id, settled_at, seq);
create index ledger_by_payment on ledger_entries (payment_id);

-- What a POST with an Idempotency-Key answered, written in the same transaction as what it did.
create table idempotency_keys (
    payee_id text not null references payees (id),
    idempotency_key text not null,
    -- SHA-256 of method, path and body: the same key with another body is a mistake.
    fingerprint text not null,
    status bigint not null,
    location text,
    body text not null,
    created_at timestamptz not null,
    primary key (payee_id, idempotency_key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
