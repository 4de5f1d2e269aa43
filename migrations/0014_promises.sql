-- What a lost key took with it, and what was paid in play money.

-- When the operator put up with the loss of the key that the text is sealed under (`chit rekey --lost`). The text stays: should the key be
-- found again, `chit rekey` opens it and clears this.
alter table methods add column lost_at timestamptz;
alter table payments add column lost_at timestamptz;

-- Payments that moved no money are few beside the others: whether a request got any is told by this alone.
create index payments_in_play_money on payments (request_code) where test;
