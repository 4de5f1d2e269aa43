-- The schema of Chit's database, one text for SQLite and PostgreSQL. So it keeps to what both understand: text, bigint, boolean, bytea,
-- date, timestamptz; plain, unique and partial indexes; foreign keys. There are no checks and no triggers: states and amounts are guarded
-- by the statements in src/store, and every state change is one of them.
--
-- Conventions:
-- * A timestamptz is UTC, to the microsecond. A date is a day in the payee's zone.
-- * An amount is a bigint in minor units (cents) of the ISO 4217 currency in the same row, or in the row that it belongs to.
-- * An id is random, with a prefix that names its kind: pye_, mbr_, psk_, key_, mtd_, pay_, rfd_, mov_, rep_, cls_, bat_, stm_,
--   ent_, whk_, dlv_, spl_, prd_.
-- * A hash of a token is its SHA-256 in hexadecimal digits. Tokens are random, so there is nothing to guess.
-- * A sealed text is encrypted with XChaCha20-Poly1305 and bound to its row: src/store/vault.rs.
-- * A column of words has one of those that stand above it. They are enums in src/domain and src/store.
-- * Personal details have no column. Of a payee there are a handle, a display name, and sealed what a rail needs; of a payer nothing.
-- * Long texts are the last columns of a table, because SQLite reads through them to reach those behind.
-- * The comment above an index names the rows that are found by it. A test has every statement explained and fails on one that walks a
--   table. Of indexes that cost the same, SQLite takes the one that was made last: their order within a table is part of its plans.


-- Payees

-- A payee: somebody who is owed money and makes links.
create table payees (
    id text primary key,
    -- Public name and personal link, in lower case.
    handle text not null unique,
    -- Skeleton of the handle (UTS #39), so that no two handles exist that could pass for each other.
    skeleton text not null unique,
    -- Display name, chosen by the payee.
    name text not null,
    -- Currency of links that name none.
    currency text not null,
    -- IANA name of the zone whose days the payee's pages and books go by.
    zone text not null,
    -- Tag of the language of links that name none.
    language text not null,
    -- Number of the pages' colour, 0 to 7; null as long as it follows from the handle.
    accent bigint,
    -- Amounts that the personal page suggests, in minor units of `currency`: a JSON array, which may be empty.
    suggested text not null,
    -- True if personal links ask payers for a note.
    asks_note boolean not null,
    -- True if personal links with an amount let payers add a tip.
    takes_tips boolean not null,
    created_at timestamptz not null,
    -- Moment at which the operator took the payee down: its links answer as if they did not exist. Null otherwise.
    disabled_at timestamptz,
    -- Day of the month, 1 to 28, on which the month before is closed.
    closing_day bigint not null default 10,
    -- Moment at which its account was closed, for good. The row stays, so that nobody else gets the handle, without words: `name` is the
    -- handle then, and `disabled_at` is set.
    closed_at timestamptz,
    -- Moment at which the worker erases more of what a closed account leaves; null when nothing is left to erase.
    next_erase_at timestamptz,
    -- Moment at which the ledger of a closed account was erased, once it was kept as long as the operator wants.
    ledger_erased_at timestamptz,
    -- Accounts that exports book to: JSON, of which what is missing is the default.
    accounts text not null default '{}'
);
-- The payees that are taken down, and the newest of all others, for the operator's page.
create index payees_down on payees (disabled_at, id) where disabled_at is not null and closed_at is null;
create index payees_newest on payees (created_at, id) where disabled_at is null;
-- The closed accounts of which something is to be erased, for the worker.
create index payees_to_erase on payees (next_erase_at) where next_erase_at is not null;
-- The closed accounts whose ledger is kept, for the worker.
create index payees_closed on payees (closed_at) where closed_at is not null and ledger_erased_at is null;


-- Sign-in

-- A member: a person, or a device that several share, that acts for a payee. A payee has one owner at least.
create table members (
    id text primary key,
    payee_id text not null references payees (id),
    -- owner, seller, accountant
    role text not null,
    -- Word by which the owner knows the member. Only members see it.
    label text not null,
    created_at timestamptz not null,
    -- Moment at which an owner removed the member, who signs in no more.
    removed_at timestamptz
);
-- The members of a payee, the first one first.
create index members_by_payee on members (payee_id, created_at);

-- A key that a member signs in with. One owner key a member: a new one replaces the old.
create table credentials (
    id text primary key,
    member_id text not null references members (id),
    -- owner_key
    kind text not null,
    -- Hash of the owner key.
    secret_hash text unique,
    created_at timestamptz not null
);
-- The one key of a kind that a member has.
create unique index credentials_of_member on credentials (member_id, kind);

-- A passkey of a member: a public key of WebAuthn. Deleted when it is revoked.
create table passkeys (
    id text primary key,
    member_id text not null references members (id),
    -- Credential id in base64url, by which an authenticator names the key.
    credential_id text not null unique,
    -- Word by which its member knows the device.
    label text not null,
    -- Signature counter as last seen; 0 where the authenticator has none.
    counter bigint not null,
    created_at timestamptz not null,
    -- Day of the last sign-in. No more than the day is kept.
    last_used_on date,
    -- Public key, algorithm and flags: JSON of webauthn-rs.
    credential text not null
);
-- The passkeys of a member.
create index passkeys_by_member on passkeys (member_id);

-- A recovery code: signs a member in once. New codes replace all of a member's.
create table recovery_codes (
    -- PHC string of the code's hash by Argon2id, with its salt.
    hash text primary key,
    member_id text not null references members (id),
    -- First four characters of the code, to find its hash by. They count for nothing else.
    locator text not null,
    -- Moment of its one use.
    used_at timestamptz
);
-- The codes that a typed one may be.
create index recovery_codes_by_locator on recovery_codes (locator) where used_at is null;
-- The codes of a member, to count or replace them.
create index recovery_codes_by_member on recovery_codes (member_id);

-- A ceremony of WebAuthn under way: its challenge, for whichever replica gets the answer. Deleted by the answer, good or bad, and by upkeep
-- after its time.
create table ceremonies (
    -- Hash of the token that names it.
    token_hash text primary key,
    -- sign_in: nobody is known yet. add: `member_id` adds a passkey.
    purpose text not null,
    member_id text references members (id),
    expires_at timestamptz not null,
    -- State of webauthn-rs as JSON.
    state text not null
);
-- The ceremonies whose time is over, for upkeep.
create index ceremonies_by_end on ceremonies (expires_at);
-- The ceremonies of a member, who may be removed.
create index ceremonies_by_member on ceremonies (member_id) where member_id is not null;

-- A link that works once. Deleted by upkeep after its time.
create table one_time_links (
    -- Hash of the token in the link.
    token_hash text primary key,
    -- sign_in: signs the first owner of `payee_id` in. invite: lets somebody become a payee. join: lets somebody become a member of `payee_id`.
    purpose text not null,
    -- Null for invitations.
    payee_id text references payees (id),
    -- Role and label of the member that a join makes; null otherwise.
    role text,
    label text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- Moment of its one use.
    used_at timestamptz
);
-- The links whose time is over, for upkeep.
create index one_time_links_by_end on one_time_links (expires_at);
-- The sign-in links of a payee, to delete them.
create index one_time_links_by_payee on one_time_links (payee_id) where payee_id is not null;

-- A session: a browser that is signed in. Deleted at signing out, and by upkeep after its time.
create table sessions (
    -- Hash of the token in the cookie.
    token_hash text primary key,
    payee_id text not null references payees (id),
    member_id text not null references members (id),
    created_at timestamptz not null,
    expires_at timestamptz not null
);
-- The sessions of a payee, to count or end them.
create index sessions_by_payee on sessions (payee_id);
-- The sessions of a member, to end them.
create index sessions_by_member on sessions (member_id);
-- The sessions whose time is over, for upkeep.
create index sessions_by_end on sessions (expires_at);

-- A key for the API. Revoked keys stay.
create table api_keys (
    id text primary key,
    payee_id text not null references payees (id),
    -- Hash of the key.
    secret_hash text not null unique,
    -- Name of the key. A payee has one valid key of a name: a new one revokes the old.
    label text not null,
    -- Scopes, separated by spaces.
    scopes text not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    -- Day on which it was last used, in UTC. Null before its first use.
    used_on date
);
-- All keys of a payee, revoked or not, to delete them.
create index api_keys_of_payee on api_keys (payee_id);
-- The keys of a payee that aren't revoked, in the order of lists.
create index api_keys_by_payee on api_keys (payee_id, created_at, id) where revoked_at is null;


-- Methods

-- A way in which a payee is paid: a rail with the payee's settings. A row stays after its removal, because payments refer to it.
create table methods (
    id text primary key,
    payee_id text not null references payees (id),
    -- Name of the rail, as in src/rails/registry.rs.
    rail text not null,
    -- True if the settings are those of a test account, so that no money moves. Written when the settings are tried.
    test boolean not null,
    -- ISO 4217 code of the one currency that these settings take, where the rail takes several: a QR-IBAN takes francs. Null otherwise.
    only_currency text,
    -- Name of the wallet whose link it is, as in src/rails/by_hand/link/wallets.rs, for the rail link; of the scheme whose code it is, as in
    -- src/rails/by_hand/merchant_code/schemes.rs, for the rail merchant_code, if it is known. Null for other rails.
    wallet text,
    -- Payee's own name of it, such as the account that it leads to. Only the payee sees it. Null when it has none.
    label text,
    -- Rank among the payee's methods, the lowest first: negative by rail, until the payee has put them in an order from 1 on.
    position bigint not null,
    created_at timestamptz not null,
    -- Moment at which the payee removed it: it is offered no more.
    removed_at timestamptz,
    -- Moment at which the operator gave up the key that `settings` is sealed under (`chit rekey --lost`): the method is offered no more.
    -- The text stays; should the key be found, `chit rekey` opens it and clears this.
    lost_at timestamptz,
    -- Settings of the rail (an IBAN, a provider's key) as JSON, sealed. Null once the method was removed, or its payee's account closed,
    -- and nothing is under way with it.
    settings text
);
-- The methods of a payee in their order.
create index methods_by_payee on methods (payee_id, position);
-- The removed methods whose settings are to be erased, for upkeep.
create index methods_to_erase on methods (removed_at) where removed_at is not null and settings is not null;
-- The methods that were lost with a key, for `chit rekey`.
create index methods_lost on methods (id) where lost_at is not null;


-- Catalogues

-- A payee's catalogue: how orders are taken on its order page.
create table catalogues (
    payee_id text primary key references payees (id),
    -- Currency of all its prices.
    currency text not null,
    -- True if the payee confirms each order before it can be paid.
    confirms_first boolean not null
);

-- A product of a catalogue. Orders have its name and price in lines of their own, so it is deleted when the payee removes it.
create table products (
    id text primary key,
    payee_id text not null references payees (id),
    -- Place among the payee's products, from 1.
    position bigint not null,
    -- Price of a unit.
    price bigint not null,
    -- False while it is sold out.
    available boolean not null,
    name text not null,
    -- A line about it. Null when it has none.
    description text
);
-- The products of a payee in their order, and those that can be ordered.
create index products_by_payee on products (payee_id, position, id);
create index products_available on products (payee_id) where available;


-- Requests

-- A payment request: the thing that a link names. State: open → paid or cancelled, and never back. Expiry is not a state but a matter of
-- the time: an open request is expired from `expires_at` on.
create table requests (
    -- Secret part of the link, 12 base58 characters.
    code text primary key,
    payee_id text not null references payees (id),
    -- Origin: api, page (the payee's own), link (a personal link that somebody began to pay), order (the payee's order page).
    origin text not null,

    -- Terms. The payee may change those that don't concern money, until something is paid.
    currency text not null,
    -- Amount; null when the payer says how much, within the limits of the next two columns where these are set.
    amount bigint,
    min_amount bigint,
    max_amount bigint,
    -- Prices in several currencies with what arrived of each, the main one first: a JSON array of [code, asked, arrived] without blanks, in
    -- minor units. Empty where there is one price. `currency`, `amount` and `paid_total` are those of the price by which the request counts:
    -- the main one, or one in whose currency money has arrived.
    prices text not null default '[]',
    -- Number of payments that it takes; null for any number. With 1 and an amount, the amount may be paid in parts.
    max_payments bigint,
    -- Payee's own reference, such as the number of an invoice.
    reference text,
    -- Reference by ISO 11649, drawn by the service.
    rf text not null,
    -- Last day for paying as the payee wishes; the next part's, where there are parts. It can be paid later.
    due_on date,
    -- Parts of the amount: a JSON array of objects with amount, in minor units, and due_on, which may be empty.
    parts text not null default '[]',
    -- Sums of the parts before the next one, and up to it: kept with `paid_total`. Null without parts, and once they are covered.
    part_from bigint,
    part_until bigint,
    -- Moment from which it can't be paid.
    expires_at timestamptz,
    -- Tag of the language of its page, message and card.
    language text not null,
    -- Amount of detail in a chat's preview: none, generic, amount.
    preview text not null,
    -- True if payers are asked for a note.
    asks_note boolean not null,
    -- True if payers may add a tip; only with an amount that is paid at once.
    takes_tips boolean not null,
    -- Amounts that are suggested to a payer who says how much, in minor units: a JSON array, which may be empty.
    suggested text not null,

    -- Progress.
    -- open, paid, cancelled
    state text not null,
    -- Number of payments that settled. Refunds don't lower it.
    paid_count bigint not null,
    -- Sum of what arrived and has not gone back.
    paid_total bigint not null,
    -- True if some of what arrived is there in another currency of its prices.
    paid_elsewhere boolean not null default false,
    created_at timestamptz not null,
    -- Moment of the ledger line that made it paid.
    paid_at timestamptz,
    cancelled_at timestamptz,
    -- Moment at which the operator took it down: the link answers as if it did not exist. Its payee sees it, and money is booked.
    disabled_at timestamptz,
    -- True if upkeep found its time to be over. It gives expired requests an index of their own, which the time can't, and decides nothing:
    -- every statement that reads it compares `expires_at` as well. Cleared when the terms change.
    lapsed boolean not null default false,
    -- Number of the rule by which its words in request_words were folded; 0 when they were not. The worker folds those that are behind.
    words_version bigint not null default 0,
    -- Moment at which the payee put it out of its list, when it was no longer open. Null otherwise.
    archived_at timestamptz,
    -- Progress of an order, which a buyer made: placed (can be paid at once), waiting (until the payee confirms it), confirmed. Null for
    -- other requests.
    order_state text,

    -- Texts that the payee wrote, and may erase.
    memo text,
    -- Items that add up to `amount`, or that payers choose from where `amount` is null: a JSON array, which may be empty.
    items text not null,
    -- Labels, which only the payee sees: a JSON array, which may be empty. Found by request_labels.
    labels text not null default '[]',
    -- Payee's word to the buyer of an order, given when it confirmed it. Null otherwise.
    order_note text
);
-- The request of a payee that a bank's reference names.
create unique index requests_by_rf on requests (payee_id, rf);
-- All requests of a payee, newest first.
create index requests_newest on requests (payee_id, created_at, code);
-- Those for one payment that the payee made, for the charts.
create index requests_for_one on requests (payee_id, created_at, code) where max_payments = 1 and origin <> 'link' and origin <> 'order';
-- The open requests of a payee, expired or not, to tell which of them only one method could pay.
create index requests_open on requests (payee_id, created_at) where state = 'open';
-- The open requests of a payee that upkeep hasn't found to be expired, and those that it has, newest first.
create index requests_unlapsed on requests (payee_id, created_at, code) where state = 'open' and not lapsed;
create index requests_lapsed on requests (payee_id, created_at, code) where state = 'open' and lapsed;
-- The paid, or the cancelled, requests of a payee, newest first.
create index requests_over on requests (payee_id, state, created_at, code) where state <> 'open';
-- The expired requests of a payee that upkeep hasn't found yet.
create index requests_lapsing on requests (payee_id, expires_at) where state = 'open' and not lapsed;
-- The requests of all payees whose time is over, for upkeep to note.
create index requests_to_lapse on requests (expires_at) where state = 'open' and not lapsed;
-- The requests of a payee that have a reference of its own, newest first.
create index requests_by_reference on requests (payee_id, reference, created_at, code) where reference is not null;
-- The open requests of a payee that have a day for paying, to find those that are overdue.
create index requests_due on requests (payee_id, due_on, created_at, code) where state = 'open' and due_on is not null;
-- The archived requests of a payee, newest first.
create index requests_archived on requests (payee_id, created_at, code) where archived_at is not null;
-- The requests of a payee in a currency, newest first.
create index requests_by_currency on requests (payee_id, currency, created_at, code);
-- The requests of a payee that are not archived, newest first; and those of them that are paid or cancelled.
create index requests_shown on requests (payee_id, created_at, code) where archived_at is null;
create index requests_over_shown on requests (payee_id, state, created_at, code) where state <> 'open' and archived_at is null;
-- The requests of a payee that are paid once and got more than they asked for, newest first; and those that wait for the rest of it.
create index requests_overpaid on requests (payee_id, created_at, code) where max_payments = 1 and (paid_total > amount or paid_elsewhere);
create index requests_part_paid on requests (payee_id, created_at, code) where state = 'open' and max_payments = 1 and paid_count > 0;
-- Those among them that wait for this rest, for the entries of bank statements.
create index requests_by_rest on requests (payee_id, currency, (amount - paid_total), created_at, code)
    where state = 'open' and max_payments = 1 and paid_count > 0;
-- The requests that are taken down, for the operator's page.
create index requests_down on requests (disabled_at, code) where disabled_at is not null;
-- The orders of a payee that are neither paid, confirmed nor over, to count them; and those of all payees, for upkeep to delete.
create index orders_unanswered on requests (payee_id) where state = 'open' and paid_count = 0 and order_state <> 'confirmed';
create index orders_to_forget on requests (created_at) where paid_count = 0 and order_state <> 'confirmed';
-- The requests without words of the current rule, for the worker. A new rule gets an index of its own.
create index requests_without_words on requests (code) where words_version < 1;

-- Units of the items of a request that payers choose from: a row for each. What a payment takes is taken when it begins, by one statement
-- that refuses more than there is, and given back when the payment ends without money; what was sold stays sold, refunded or not.
create table item_stocks (
    request_code text not null references requests (code),
    -- Place of the item among the request's, from 0.
    position bigint not null,
    -- Units that can be sold in all; null for any number.
    stock bigint,
    -- Units of payments that are not failed or expired. More than `stock` only where money arrived after its payment had ended.
    taken bigint not null default 0,
    -- Part of `taken` whose money arrived.
    sold bigint not null default 0,
    primary key (request_code, position),
    check (0 <= sold and sold <= taken)
);

-- Text or link of the payee's that a request's payers read once they have paid. Most requests have none.
create table after_payments (
    -- The request's code.
    id text primary key references requests (code),
    -- Text and link as JSON, sealed.
    sealed text not null,
    -- Moment at which no key opened it any more. Null otherwise.
    lost_at timestamptz
);
-- The texts that were lost with their key.
create index after_payments_lost on after_payments (id) where lost_at is not null;

-- Share of a split: a request among those that one amount was divided into. Nothing that a payer can reach reads this table.
create table split_shares (
    -- The request's code.
    id text primary key references requests (code),
    -- The split's id, which only its payee sees.
    split_id text not null,
    -- Place among the shares of the split, from 0.
    position bigint not null,
    -- Payee's word for who is to pay it, sealed. Null where it has none, or the request was erased.
    sealed text,
    -- Moment at which no key opened it any more. Null otherwise.
    lost_at timestamptz
);
-- The shares of a split in their order.
create unique index split_shares_of_split on split_shares (split_id, position);
-- The names that were lost with their key.
create index split_shares_lost on split_shares (id) where lost_at is not null;


-- Payments

-- One payer's attempt to pay a request. State: pending → claimed → processing → settled, or failed, expired; then partially_refunded,
-- refunded, disputed. src/domain/payment has the table of transitions. Attempts that brought no money and that nobody claimed are deleted
-- by upkeep when they are old; a payment that brought money stays for ever, and agrees with the ledger: `chit audit` compares them.
create table payments (
    id text primary key,
    request_code text not null references requests (code),
    payee_id text not null references payees (id),
    -- Null when the payee recorded the payment by hand.
    method_id text references methods (id),
    -- Rail of the method; `manual` when recorded by hand.
    rail text not null,
    -- True if no money moves by it, as the method was when the payment began.
    test boolean not null,

    -- Charge.
    currency text not null,
    -- Amount that was asked of this payer, with its tip.
    amount bigint not null,
    -- Part of it that the payer added as a tip. It pays nothing of the request: src/domain/payment/tip.rs.
    tip bigint not null default 0,
    -- Units of the request's items that the payer picked: a JSON array of place and number. Null where there was nothing to choose.
    picks text,
    -- Provider's name for the payment. It means something within its method alone, so that no other payee's provider can speak of it.
    external_id text,
    -- Reference that travels with the money: a QR reference, an RF reference, or the provider's name for the payment.
    provider_ref text,
    -- Hash of the token in the address of the payer's page; null when recorded by hand.
    token_hash text unique,
    state text not null,
    created_at timestamptz not null,
    -- Moment from which a pending payment expires.
    expires_at timestamptz,
    -- Moment at which the payer said that the money was sent.
    claimed_at timestamptz,
    -- Moment at which the payee gave up a payment that its provider had called on its way. Money that arrives later is booked all the same.
    set_aside_at timestamptz,
    -- Moment until which the payee has put off the question of a claimed payment. Null when it was not put off.
    put_off_until timestamptz,
    -- Moment at which the payee decided to keep what arrived beyond the amount.
    kept_at timestamptz,

    -- Settlement, written once, when money arrives.
    -- Amount that arrived. It may differ from what was asked.
    received bigint,
    -- Fee that the provider kept of it; 0 where `fee_unknown` says that the provider doesn't tell it, or only in another currency.
    fee bigint not null default 0,
    fee_unknown boolean not null default false,
    -- Source of the knowledge: webhook, poll, manual, statement.
    evidence text,
    -- Moment at which the money moved.
    settled_at timestamptz,
    -- Day on which it moved by the word of the payee or its bank, which goes before the moment.
    booking_date date,

    -- Reversals. Sums that are true in whatever order providers report: src/domain/payment/reversals.rs.
    -- Amount that went back, by refunds and lost disputes: at most what arrived.
    refunded bigint not null,
    -- Largest total of refunds that the provider reported.
    refund_reported bigint not null default 0,
    -- Part of that total that was certainly not asked for here.
    refund_elsewhere bigint not null default 0,
    -- Amount that lost disputes took.
    refund_lost bigint not null default 0,
    -- Moments of the last dispute by the provider's clock. It is open if it was opened after it was closed.
    dispute_opened_at timestamptz,
    dispute_closed_at timestamptz,

    -- Polls of the provider, by the worker.
    -- Moment of the next poll; null when none is due any more.
    next_poll_at timestamptz,
    -- Number of polls so far.
    polls bigint not null default 0,
    -- Moment of the last poll, so that a payer who reloads a page doesn't cause one each time.
    polled_at timestamptz,

    -- End of a charge of which no money is wanted any more, by the worker.
    -- Moment at which that was found. It stays, whatever becomes of the request.
    over_at timestamptz,
    -- Moment of the next call that asks the provider to end it; null when none is due (any more).
    end_try_at timestamptz,
    -- Number of these calls so far.
    end_attempts bigint not null default 0,
    -- Outcome: closed, withheld, taken, unsupported, lapsed, given_up. Null as long as there is none.
    end_outcome text,

    -- As in methods, of the key that `instructions` is sealed under.
    lost_at timestamptz,
    -- Remark of the payee, which may be erased with the request.
    note text,
    -- Words of the payer to the payee, where the payee asked for some. They may name somebody: no ledger line, export or log has them, and
    -- they are erased with the request.
    payer_note text,
    -- What the payer's page shows (an account, a payment code) as JSON, sealed; null when recorded by hand.
    instructions text
);
-- The payment that a method's provider names.
create unique index payments_by_external on payments (method_id, external_id) where external_id is not null;
-- All payments of a payee, newest first.
create index payments_newest on payments (payee_id, created_at, id);
-- The pending payments whose time is over, for upkeep.
create index payments_waiting on payments (expires_at) where state = 'pending';
-- The payments of a payee that a reference of its bank or provider travelled with.
create index payments_by_provider_ref on payments (payee_id, provider_ref) where provider_ref is not null;
-- The payments of a request that move no money: whether there are any.
create index payments_in_play_money on payments (request_code) where test;
-- The charges that are to be ended at their provider, for the worker.
create index payments_to_end on payments (end_try_at) where end_try_at is not null;
-- The charges that a provider may still be paid by, of a payee, a method or a request: those that may have to be ended.
create index payments_charges on payments (payee_id, method_id, request_code)
    where state = 'pending' and received is null and over_at is null and external_id is not null;
-- The payments of a request, all or of one state, newest first.
create index payments_by_request on payments (request_code, created_at, id);
create index payments_by_request_state on payments (request_code, state, created_at, id);
-- The payments of a request that brought money, whether real or not.
create index payments_received on payments (request_code, test) where received is not null;
-- The payments of a payee in one state, newest first.
create index payments_by_state on payments (payee_id, state, created_at, id);
-- The settled payments of a payee by the time at which money moved: those with a moment, and those with a day.
create index payments_by_settling on payments (payee_id, state, settled_at, id) where booking_date is null and settled_at is not null;
create index payments_by_booking on payments (payee_id, state, booking_date, id) where booking_date is not null;
-- The payments whose instructions were lost with a key, for `chit rekey`.
create index payments_lost on payments (id) where lost_at is not null;
-- The attempts to delete when they are old, for upkeep.
create index payments_to_forget on payments (created_at)
    where received is null and claimed_at is null and next_poll_at is null and state in ('expired', 'failed');
-- The payments to poll, method by method so that each gets its turn: those that may bring money yet, and those that brought some.
create index payments_to_poll on payments (method_id, next_poll_at) where next_poll_at is not null and received is null;
create index payments_settled_to_poll on payments (method_id, next_poll_at) where next_poll_at is not null and received is not null;
-- The reference that travelled with a ledger line's payment, for exports: most payments have none, and aren't read for that.
create index payments_carrying on payments (id, provider_ref) where provider_ref is not null;


-- Events

-- An event that a provider reported, as facts: no payload, no person. Stored before it is applied, in one transaction with that; its key
-- makes a repeated one harmless.
create table rail_events (
    method_id text not null references methods (id),
    -- Provider's name for the event, or one that follows from what it says.
    event_id text not null,
    -- Payment that it speaks of, and that payment's request; null when it is not known here.
    payment_id text references payments (id),
    request_code text references requests (code),
    -- settled, processing, failed, refunded, refund_pending, refund_done, refund_failed, dispute_opened, dispute_won, dispute_lost
    kind text not null,
    -- Amount and its currency. Of `refunded`, the total so far.
    amount bigint,
    currency text,
    -- Fee, as in payments.
    fee bigint not null,
    fee_unknown boolean not null,
    -- Refund that it speaks of: the provider's name for it, and the id in refunds where the provider carries one.
    refund_external_id text,
    refund_id text,
    -- Moment by the provider's clock.
    occurred_at timestamptz,
    -- webhook, poll
    evidence text,
    received_at timestamptz not null,
    -- Outcome: received (within the transaction only), applied, applied_late, applied_cancelled, applied_twice, early (waits for the
    -- settlement), over_refunded, unchanged, unknown_payment, wrong_currency, wrong_amount.
    outcome text not null,
    -- Moment at which the payee put the event aside, if it is one of a payment that is not known here.
    seen_at timestamptz,
    primary key (method_id, event_id)
);
-- The events of a payment, to delete them with it.
create index rail_events_by_payment on rail_events (payment_id);
-- The events that wait for the settlement of a payment.
create index rail_events_early on rail_events (payment_id) where outcome = 'early';
-- The events of a method that speak of payments which are not known here, newest first.
create index rail_events_unknown on rail_events (method_id, received_at) where outcome = 'unknown_payment';
-- Those of them that the payee has not put aside.
create index rail_events_unseen on rail_events (method_id, received_at) where outcome = 'unknown_payment' and seen_at is null;
-- The events of a request, oldest first.
create index rail_events_by_request on rail_events (request_code, received_at) where request_code is not null;


-- Refunds

-- A refund. State: asked → sent → done or failed; one that was done may fail later. The row is written, and its amount reserved, before the
-- provider is called, and its id is the idempotency key there: a crash between the two loses nothing and sends nothing twice.
create table refunds (
    id text primary key,
    payment_id text not null references payments (id),
    payee_id text not null references payees (id),
    -- Currency of the payment.
    currency text not null,
    amount bigint not null,
    -- Sender: rail (the provider, asked by the service), hand (the payee, who records it here), elsewhere (the provider, asked at its own
    -- pages).
    way text not null,
    -- asked, sent (accepted by the provider and not finished), done, failed
    state text not null,
    -- Furthest stage that the provider reported: pending, done, failed. It only moves on. Null before its first word, and by hand.
    stage text,
    -- Provider's name for the refund.
    external_id text,
    -- Number of calls to the provider so far.
    attempts bigint not null,
    -- Moment of the next call; null when none is due.
    next_try_at timestamptz,
    created_at timestamptz not null,
    -- Moment at which it was known to be done or to have failed.
    ended_at timestamptz,
    -- Ledger line that booked it last, which a correction takes back should it fail.
    movement_id text
);
-- The refunds of a payment.
create index refunds_by_payment on refunds (payment_id);
-- The refund of a payment that the provider names.
create unique index refunds_by_external on refunds (payment_id, external_id) where external_id is not null;
-- The refunds whose provider is to be called, for the worker.
create index refunds_waiting on refunds (next_try_at) where next_try_at is not null;
-- The refunds of a payee whose outcome only the payee can find out, oldest first.
create index refunds_stuck on refunds (payee_id, created_at, id)
    where state in ('asked', 'sent') and next_try_at is null and way = 'rail';


-- Ledger

-- The end of a payee's chain of ledger lines, made with the payee. Locking the row puts the writers of lines in order.
create table ledger_heads (
    payee_id text primary key references payees (id),
    -- Number of the last line; 0 when there is none.
    seq bigint not null,
    -- Hash of the last line; 64 zeros when there is none.
    hash text not null,
    -- Earliest `created_at` that the next line may have: the last line's, or the end of a period that was exported as final.
    not_before timestamptz,
    -- First day that the next line may be booked on. Days before it are closed or delivered; null while none is. It never goes back.
    open_from date,
    -- HMAC-SHA256 of payee, seq, hash and open_from in hexadecimal digits, under the key of service_keys that is for it.
    seal text,
    -- Moment of the next closing day, for the worker.
    next_close_at timestamptz
);
-- The ledgers whose closing day has come.
create index ledger_heads_to_close on ledger_heads (next_close_at);

-- A movement: one line of a payee's ledger. Lines are inserted and never updated or deleted; a wrong one is taken back by a later one. They
-- have no foreign keys but the payee's, because they stand by themselves: the rows beside them are measured by them.
create table ledger_entries (
    id text primary key,
    payee_id text not null references payees (id),
    -- Number in the payee's ledger: 1, 2, 3 …, without a gap.
    seq bigint not null,
    -- Hash of the line before, and SHA-256 over that and every other column, in hexadecimal digits: src/domain/ledger/chain.rs.
    prev_hash text not null,
    hash text not null,
    -- settlement, refund (also a lost dispute), correction
    kind text not null,
    request_code text not null,
    payment_id text not null,
    -- References of the request at that time.
    reference text,
    rf text not null,
    currency text not null,
    -- Amount that moved: positive towards the payee, negative from it.
    gross bigint not null,
    -- Part of it that is a tip, of the same sign.
    tip bigint not null,
    -- Fee of the provider, as in payments.
    fee bigint not null,
    fee_unknown boolean not null,
    -- Rail, with `_test` behind it where a test account of it moved no money.
    rail text not null,
    -- webhook, poll, manual, statement
    evidence text not null,
    -- Provider's name for the evidence, or a statement's entry.
    evidence_ref text,
    -- Day by the payee's word, which goes before `settled_at`.
    booking_date date,
    -- Moment of writing, no earlier than that of the line before.
    created_at timestamptz not null,
    -- Moment at which the money moved.
    settled_at timestamptz not null,
    -- Line that this one takes back, in whole or in part.
    reverses_id text,
    -- Bank statement that proved it.
    statement_id text,
    -- Day in the books: the booking day, or the day of `settled_at` in the payee's zone; the first open day where that was not open.
    accounting_date date not null,
    -- Day that it belongs to, where that was not open any more. Null otherwise.
    belongs_to date
);
-- The line of a number, and the lines of a ledger in their order.
create unique index ledger_in_line on ledger_entries (payee_id, seq);
-- The lines of a payment.
create index ledger_by_payment on ledger_entries (payment_id);
-- The lines of a period by the time at which money moved: those with a moment, and those with a day. An export merges the two.
create index ledger_by_settling on ledger_entries (payee_id, settled_at, seq) where booking_date is null;
create index ledger_by_booking on ledger_entries (payee_id, booking_date, seq) where booking_date is not null;
-- The lines of a period by the time of writing.
create index ledger_by_writing on ledger_entries (payee_id, created_at, seq);
-- The lines of a period by the day in the books.
create index ledger_by_accounting on ledger_entries (payee_id, accounting_date, seq);
-- Settlements that were taken back, for the charts' number of payments.
create index ledger_undone on ledger_entries (payee_id, accounting_date) where kind = 'correction' and gross < 0;
-- The lines of a request in their order, for the audit.
create index ledger_by_request on ledger_entries (request_code, seq);


-- Books

-- A close: the books up to and including a day don't change any more. Rows are inserted and never updated or deleted.
create table closes (
    id text primary key,
    payee_id text not null references payees (id),
    -- Last closed day.
    until date not null,
    -- payee, calendar (the closing day)
    cause text not null,
    closed_at timestamptz not null,
    -- Number and hash of the ledger's last line at that moment.
    seq bigint not null,
    hash text not null,
    -- HMAC-SHA256 of the row, in hexadecimal digits, under the key of ledgers' seals.
    seal text
);
-- The close of a day, and the first one that covers a day.
create unique index closes_by_day on closes (payee_id, until);
-- The closes of a payee, newest first.
create index closes_newest on closes (payee_id, closed_at, id);

-- A batch: one delivered export, with all lines that no earlier batch delivered. It has those of the lines `from_seq` to `to_seq` that are in
-- its currency, and in no batch of a smaller number. Its file is made anew whenever it is fetched, with the same bytes. So nothing of a
-- row changes but the result, which is written once.
create table batches (
    id text primary key,
    payee_id text not null references payees (id),
    -- Number among the payee's batches: 1, 2, 3 …
    number bigint not null,
    -- Numbers of the first and the last line; `to_seq` is `from_seq` - 1 where there was nothing new.
    from_seq bigint not null,
    to_seq bigint not null,
    -- Hash of the line `to_seq`.
    hash text not null,
    -- ISO 4217 code, for a batch of one currency. Null for all.
    currency text,
    -- Name of the format whose file was hashed.
    format text not null,
    -- Zone of the file's local times.
    zone text not null,
    -- First open day since: days before it were delivered.
    open_from date not null,
    created_at timestamptz not null,
    -- Result: number of lines, their first and last day in the books, SHA-256 of the file in hexadecimal digits. Null until it is computed.
    line_count bigint,
    first_day date,
    last_day date,
    sha256 text,
    -- Sums by currency, in minor units, as JSON. Null until they are computed.
    totals text,
    -- Accounts of the file: JSON.
    accounts text not null,
    -- HMAC-SHA256 of the columns that never change, in hexadecimal digits, under the key of ledgers' seals.
    seal text
);
-- The batch of a number, and the newest ones.
create unique index batches_in_line on batches (payee_id, number);
-- The batches of a payee by their time, newest first.
create index batches_newest on batches (payee_id, created_at, id);
-- The batches of one currency, which a later batch of all currencies leaves out.
create index batches_by_currency on batches (payee_id, to_seq, currency) where currency is not null;

-- Sums of the lines of a day, written with each line.
create table ledger_days (
    payee_id text not null references payees (id),
    accounting_date date not null,
    currency text not null,
    rail text not null,
    -- settlement, refund, correction
    kind text not null,
    -- Number of lines.
    lines bigint not null,
    gross bigint not null,
    -- Sum of the tips in it.
    tip bigint not null,
    -- Sum of the fees that are known, and the number of lines whose fee is not.
    fee bigint not null,
    unknown_fees bigint not null,
    primary key (payee_id, accounting_date, currency, rail, kind)
);
-- The days of a currency, and the currencies of a payee.
create index ledger_days_by_currency on ledger_days (payee_id, currency, accounting_date);
-- The rails of a payee.
create index ledger_days_by_rail on ledger_days (payee_id, rail);


-- Statements

-- A payee's key of statements' fingerprints. It is random and stored, not derived: the texts are forgotten, so nothing could be computed anew
-- under another key. Updating the row puts the imports of a payee in order.
create table statement_keys (
    -- The payee.
    id text primary key references payees (id),
    -- Number of transactions that imports and decisions took.
    turns bigint not null,
    -- The key, sealed.
    sealed text not null
);

-- An imported bank statement: a file, as numbers.
create table statements (
    id text primary key,
    payee_id text not null references payees (id),
    -- camt052, camt053, camt054, mt940, mt942, ofx, csv
    format text not null,
    -- Last four characters of the account's number; null for none or several accounts.
    account text,
    -- First and last booking day; null without entries.
    first_day date,
    last_day date,
    -- Numbers of booked entries in the file, of those that were known before, and of those that the bank had not booked.
    entries bigint not null,
    duplicates bigint not null,
    pending bigint not null,
    -- Numbers of its entries by state; other states are not counted.
    matched bigint not null,
    suggested bigint not null,
    unmatched bigint not null,
    dismissed bigint not null,
    outgoing bigint not null,
    created_at timestamptz not null,
    -- Moment at which the payee undid the import.
    undone_at timestamptz,
    -- Sums by currency of the file's booked entries, as JSON.
    sums text not null
);
-- The statements of a payee, newest first.
create index statements_newest on statements (payee_id, created_at, id);

-- An entry of a statement, or one payment of a batch: without names, accounts and texts. Several files may have it; the first one counts.
create table statement_entries (
    id text primary key,
    statement_id text not null references statements (id),
    payee_id text not null references payees (id),
    -- Place in the file, from 1.
    position bigint not null,
    currency text not null,
    -- Amount: positive towards the account, negative from it.
    amount bigint not null,
    booking_date date not null,
    value_date date,
    -- Fee that was kept of money that came: 0 in a bank's statement, null where a table has fees and doesn't tell this one.
    fee bigint,
    -- Last four characters of the bank's reference for it: a reference may embed an account's number.
    bank_ref text,
    -- True if the bank takes an earlier entry back.
    reversal boolean not null,
    -- HMAC-SHA256, cut to 128 bits, in hexadecimal digits, under the payee's key. Strong: account, currency, amount and the bank's
    -- reference; null without one. Weak: account, currency, amount, day and texts. Parent: the strong one of the batch that it is a part of.
    strong text,
    weak text not null,
    parent text,
    -- Number among the entries that have the same weak fingerprint, from 1: real payments may be alike.
    ordinal bigint not null,
    -- matched, suggested, unmatched, outgoing, dismissed, replaced, undone
    state text not null,
    decided_at timestamptz,
    -- Requests that it may pay, each with a reason: a JSON array, which may be empty.
    suggestions text not null
);
-- The entries that are alike: each exists once, whoever imports.
create unique index statement_entries_weak on statement_entries (payee_id, weak, ordinal);
-- The entries that the bank names alike.
create index statement_entries_strong on statement_entries (payee_id, strong) where strong is not null;
-- The parts of a batch.
create index statement_entries_parent on statement_entries (payee_id, parent) where parent is not null;
-- The entries of a statement in the file's order, all or those in one state.
create index statement_entries_in_line on statement_entries (statement_id, position);
create index statement_entries_by_state on statement_entries (statement_id, state, position);

-- The part of an entry's money that belongs to a payment.
create table statement_matches (
    entry_id text not null references statement_entries (id),
    payment_id text not null references payments (id),
    request_code text not null references requests (code),
    -- Amount in the entry's currency, with its sign.
    amount bigint not null,
    -- Ledger line that booked it; null where the entry is further evidence of a payment that was settled before.
    movement_id text,
    -- True if its statement was undone, or the bank took it back.
    undone boolean not null,
    primary key (entry_id, payment_id)
);
-- The evidence of a payment.
create index statement_matches_by_payment on statement_matches (payment_id);
-- The entries that paid a request.
create index statement_matches_by_request on statement_matches (request_code);

-- The mapping of a CSV file's columns that a payee chose, by the fingerprint of its header.
create table statement_mappings (
    payee_id text not null references payees (id),
    header text not null,
    created_at timestamptz not null,
    -- The mapping, as JSON.
    mapping text not null,
    primary key (payee_id, header)
);


-- Search

-- A word that a request is found by. Written with the request, replaced when its texts change, deleted when they are erased.
create table request_words (
    payee_id text not null references payees (id),
    -- Folded word in UTF-8, compared byte by byte on either database. Identifiers begin with #, amounts with =.
    word bytea not null,
    -- Moment at which the request was made, so that the newest requests of a word lie side by side.
    created_at timestamptz not null,
    code text not null references requests (code),
    primary key (code, word)
);
-- The requests of a payee that have a word, newest first; and the words that begin with one.
create index request_words_newest on request_words (payee_id, word, created_at, code);


-- Labels

-- A label that a request has. Written with the request, replaced when its labels change, deleted when its texts are erased.
create table request_labels (
    payee_id text not null references payees (id),
    label text not null,
    -- Moment at which the request was made, so that the newest requests of a label lie side by side.
    created_at timestamptz not null,
    code text not null references requests (code),
    primary key (code, label)
);
-- The requests of a payee that have a label, newest first; and the labels of a payee.
create index request_labels_newest on request_labels (payee_id, label, created_at, code);


-- Ways

-- A way by which payments of a request were begun, whatever came of them. Written with the first such payment.
create table request_ways (
    payee_id text not null references payees (id),
    -- Rail, as in payments.
    rail text not null,
    -- Moment at which the request was made, so that the newest requests of a way lie side by side.
    created_at timestamptz not null,
    code text not null references requests (code),
    primary key (code, rail)
);
-- The requests of a payee that have a way, newest first; and the ways of a payee.
create index request_ways_newest on request_ways (payee_id, rail, created_at, code);


-- Keys

-- A key of the service itself. It lets CHIT_SECRET_KEY change: which secret seals, which keys outlive it, and which keys verify receipts.
create table service_keys (
    -- Fingerprint of the secret (sealing), RFC 7638 thumbprint of the public key (receipts), or the purpose itself.
    id text primary key,
    -- sealing: a CHIT_SECRET_KEY. check_words: derives the check words of links. ledger: seals ledger_heads. receipts: signs receipts.
    -- vapid: says at push services who sends.
    purpose text not null,
    -- Public half of a receipts key. It stays for ever, so that every signed receipt stays verifiable.
    public_key text,
    -- Key of check_words, ledger or vapid, sealed. It is stored and not derived, so that it outlives a CHIT_SECRET_KEY.
    sealed text,
    created_at timestamptz not null,
    -- Moment since which nothing is sealed or signed with it. A sealing key that isn't retired is needed to start.
    retired_at timestamptz
);


-- Alerts

-- A device of a member's that is told of the payee's money by Web Push.
create table alert_devices (
    id text primary key,
    payee_id text not null references payees (id),
    member_id text not null references members (id),
    -- SHA-256 of the endpoint in hexadecimal digits, by which a device that is turned on again is known.
    endpoint_hash text not null unique,
    -- Word by which its member knows it.
    label text not null,
    -- Language of its alerts.
    language text not null,
    -- Whether alerts say amounts.
    amounts boolean not null,
    created_at timestamptz not null,
    -- Hash of the session that turned it on, as in `sessions`: the device goes with that.
    session_hash text,
    -- Number of times in a row that the push service refused the service's signature (401, 403), and the moment since which nothing is sent
    -- to the device because of that.
    refusals bigint not null default 0,
    stopped_at timestamptz,
    -- Moment at which the operator gave up the key that `subscription` is sealed under (`chit rekey --lost`).
    lost_at timestamptz,
    -- Endpoint at the push service, and the device's keys, as JSON, sealed.
    subscription text not null
);
-- The devices of a payee, to tell them.
create index alert_devices_by_payee on alert_devices (payee_id, created_at, id);
-- The devices of a member.
create index alert_devices_by_member on alert_devices (member_id, created_at, id);
-- The devices that a session turned on.
create index alert_devices_by_session on alert_devices (session_hash) where session_hash is not null;
-- The devices that were lost with a key, for `chit rekey`.
create index alert_devices_lost on alert_devices (id) where lost_at is not null;

-- An alert that waits to be sent. Written in the transaction that books the fact, and deleted once it is sent, or a day old. It has neither
-- amount nor text.
create table alerts (
    device_id text not null,
    -- arrived, claimed, disputed, ordered, test
    kind text not null,
    -- Id of the payment; of a claim or an order, the code of its request; of a test, `test`.
    subject text not null,
    payee_id text not null references payees (id),
    -- Number of calls so far.
    attempts bigint not null,
    -- Moment of the next call.
    next_try_at timestamptz not null,
    created_at timestamptz not null,
    primary key (device_id, kind, subject)
);
-- The alerts of each device that are due, for the worker.
create index alerts_of_device on alerts (device_id, next_try_at);
-- The earliest alerts, for the worker and for upkeep.
create index alerts_due on alerts (next_try_at);
-- The alerts of a payee, for the end of its account.
create index alerts_by_payee on alerts (payee_id);


-- Webhooks

-- A notice: a fact about a request that changed, for the payee's programs. Written in the transaction that changes the fact, put in line by
-- the worker, and deleted by upkeep after 30 days.
create table notices (
    request_code text not null references requests (code),
    -- Number among the request's notices, from 1 on. The request is held while it is taken, so it is the order of the facts.
    position bigint not null,
    payee_id text not null references payees (id),
    -- request.created, request.paid, request.cancelled, request.expired, payment.settled, payment.failed, payment.refunded,
    -- payment.disputed
    kind text not null,
    -- Payment that the fact is about; null for one of the request itself. It may have been forgotten since.
    payment_id text,
    -- Moment of the fact, no earlier than that of the request's notice before.
    occurred_at timestamptz not null,
    -- Number among the payee's notices, from 1 on and without gaps. Null until the worker has put it in line, which makes its deliveries
    -- in the same transaction.
    seq bigint,
    primary key (request_code, position)
);
-- The notices of a payee in line.
create unique index notices_in_line on notices (payee_id, seq) where seq is not null;
-- The notices that are not in line yet, oldest first, for the worker.
create index notices_waiting on notices (occurred_at, request_code, position) where seq is null;
-- The notices that are old, for upkeep.
create index notices_by_age on notices (occurred_at);

-- The end of a payee's line of notices. Locking the row puts those who make and conclude deliveries of the payee in order.
create table notice_heads (
    payee_id text primary key references payees (id),
    -- Number of the last notice in line; 0 when there is none.
    seq bigint not null
);

-- An endpoint: an address of the payee's own that notices are sent to, by Standard Webhooks.
create table endpoints (
    id text primary key,
    payee_id text not null references payees (id),
    url text not null,
    -- Kinds of notices that are sent, separated by spaces; null for all.
    kinds text,
    created_at timestamptz not null,
    -- Moment from which nothing is sent any more. Null while it is in use.
    disabled_at timestamptz,
    -- Reason of that: owner (the payee did it), gone (it answered 410), failing (nothing was delivered for a week),
    -- secret_lost (no key opens its secret).
    disabled_why text,
    -- Moment of the first failure since the last success; null when there is none.
    failing_since timestamptz,
    last_success_at timestamptz,
    -- Moment at which the operator gave up the key that `secrets` is sealed under (`chit rekey --lost`). Cleared by a new secret.
    lost_at timestamptz,
    -- Secret that signs, and for a day after its rotation the one before, as JSON, sealed.
    secrets text not null
);
-- The endpoints of a payee.
create index endpoints_by_payee on endpoints (payee_id, created_at, id);
-- The endpoints that fail, for the operator's page.
create index endpoints_failing on endpoints (failing_since, id) where failing_since is not null;
-- The endpoints that were lost with a key, for `chit rekey`.
create index endpoints_lost on endpoints (id) where lost_at is not null;

-- A delivery of a notice, or of a test, to an endpoint. Deleted by upkeep after 30 days; it may outlive its endpoint until then.
create table deliveries (
    id text primary key,
    payee_id text not null references payees (id),
    endpoint_id text not null,
    -- Id of the message, the same at each attempt and for each endpoint.
    message_id text not null,
    -- As in notices, or webhook.test.
    kind text not null,
    -- The notice: its request and position, and the payment. All null for a test.
    request_code text,
    position bigint,
    payment_id text,
    occurred_at timestamptz not null,
    -- waiting, delivered, failed
    state text not null,
    -- Number of calls in the current series, which a retry by hand begins anew.
    attempts bigint not null,
    -- Moment of the next call. Null when none is due: it is over, or an earlier one of its request is on its way.
    next_try_at timestamptz,
    created_at timestamptz not null,
    -- Moment of the last call, how many milliseconds it took, and the HTTP status of the answer, if there was one.
    tried_at timestamptz,
    took bigint,
    answer bigint,
    -- Word for what was wrong with the last call; null when nothing was.
    failure text,
    -- Moment at which it was delivered or given up.
    ended_at timestamptz,
    -- Message as it is sent: the resource as it was when the notice was put in line. Null until then, after 7 days, and once the request is
    -- erased; should it be sent after all, it is written anew.
    body text
);
-- The deliveries to an endpoint, in the order of lists.
create index deliveries_newest on deliveries (endpoint_id, created_at, id);
-- The deliveries that are due, for the worker, which goes from endpoint to endpoint.
create index deliveries_due on deliveries (endpoint_id, next_try_at) where next_try_at is not null;
-- The deliveries to an endpoint that are not over, by request, to find the next one of a request.
create index deliveries_in_line on deliveries (endpoint_id, request_code, position) where state = 'waiting';
-- The deliveries with texts of a request, to erase them.
create index deliveries_of_request on deliveries (request_code) where body is not null;
-- The deliveries whose body is old, and those that are old, for upkeep.
create index deliveries_with_body on deliveries (created_at) where body is not null;
create index deliveries_by_age on deliveries (created_at);


-- Idempotency

-- The answer to a POST with an Idempotency-Key, written in the transaction that did what was asked. Deleted by upkeep after 48 hours.
create table idempotency_keys (
    payee_id text not null references payees (id),
    idempotency_key text not null,
    -- SHA-256 of the call's method, path and body. The same key with another body is refused.
    fingerprint text not null,
    -- Until then the answer is repeated.
    expires_at timestamptz not null,
    -- HTTP status of the answer.
    status bigint not null,
    -- Location header of the answer.
    location text,
    -- Body of the answer.
    body text not null,
    primary key (payee_id, idempotency_key)
);
-- The answers that have expired, for upkeep.
create index idempotency_keys_by_expiry on idempotency_keys (expires_at);


-- Reports

-- The reports by buyers that a link is fraud, counted: one row for a link and a reason until the operator dismisses it, so that nobody can
-- fill the disk. Nothing is kept of those who report: no address, no hash of one, no time of a single report.
create table reports (
    id text primary key,
    payee_id text not null references payees (id),
    -- Null when the payee's personal page was reported.
    request_code text references requests (code),
    -- impersonation, never_ordered, offensive, other. There is no free text, in which somebody could write down a person.
    reason text not null,
    -- Number of reports.
    times bigint not null,
    -- Moments of the first and the last one.
    created_at timestamptz not null,
    last_at timestamptz not null,
    -- Moment at which the operator dismissed it. What is reported later is counted in a row of its own.
    dismissed_at timestamptz
);
-- The row that one more report is counted in, and all rows that wait for the operator. Nulls differ from one another in a unique index, so
-- the personal page is an empty text here.
create unique index reports_waiting on reports (payee_id, coalesce(request_code, ''), reason) where dismissed_at is null;
-- The reports that were dismissed, for the operator's page.
create index reports_dismissed on reports (dismissed_at) where dismissed_at is not null;
-- The reports of a request.
create index reports_by_request on reports (request_code) where request_code is not null;


-- Texts of the operator

-- A text about the service, such as the imprint, which the foot of every page links to while it is there.
create table service_texts (
    -- imprint, contact, accessibility
    id text primary key,
    -- Plain text; blank lines separate paragraphs.
    body text not null,
    changed_at timestamptz not null
);
