-- What is left of exact settlement.

-- Providers are asked about settled payments as well. Whoever waits for money is looked for first, however many of the others are due.
drop index payments_to_poll;
create index payments_to_poll on payments (next_poll_at) where next_poll_at is not null and received is null;
create index payments_settled_to_poll on payments (next_poll_at) where next_poll_at is not null and received is not null;
