-- What follows a settlement: money that goes back, disputes, and asking a provider instead of waiting for it.

-- Refunds that a payee asked for. A row is written, and its amount reserved, before the provider is asked; its id is the idempotency
-- key there. So a crash between the two loses nothing and sends nothing twice.
create table refunds (
    id text primary key,
    payment_id text not null references payments (id),
    payee_id text not null references payees (id),
    currency text not null,
    amount bigint not null,
    -- asked, done, failed
    state text not null,
    -- rail: the provider sends it. hand: the payee did, and says so.
    way text not null,
    attempts bigint not null default 0,
    -- When the provider is asked again; null when it is not.
    next_try_at timestamptz,
    created_at timestamptz not null,
    ended_at timestamptz
);
create index refunds_by_payment on refunds (payment_id);
create index refunds_waiting on refunds (next_try_at) where state = 'asked';

-- What the provider kept, for pages and the API; the ledger has it in its lines.
alter table payments add column fee bigint not null default 0;
-- See domain/aftermath.rs: sums that are true in whatever order providers speak.
alter table payments add column refund_reported bigint not null default 0;
alter table payments add column refund_elsewhere bigint not null default 0;
alter table payments add column refund_lost bigint not null default 0;
alter table payments add column dispute_opened_at timestamptz;
alter table payments add column dispute_closed_at timestamptz;
-- When the provider is asked how the payment stands; null when it is not.
alter table payments add column next_poll_at timestamptz;
alter table payments add column polls bigint not null default 0;
-- When it was asked last, so that a payer who reloads a page doesn't make us ask each time.
alter table payments add column polled_at timestamptz;
create index payments_to_poll on payments (next_poll_at) where next_poll_at is not null;

-- What an event that came before its settlement needs when the settlement comes.
alter table rail_events add column fee bigint not null default 0;
alter table rail_events add column occurred_at timestamptz;
alter table rail_events add column evidence text;
create index rail_events_early on rail_events (payment_id) where outcome = 'early';
