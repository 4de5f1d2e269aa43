-- What is left of exact settlement.

-- Providers are asked about settled payments as well. Whoever waits for money is looked for first, however many of the others are due.
drop index payments_to_poll;
create index payments_to_poll on payments (next_poll_at) where next_poll_at is not null and received is null;
create index payments_settled_to_poll on payments (next_poll_at) where next_poll_at is not null and received is not null;

-- Whether a method moves no money: it is written when its settings, which are sealed, are tried. What was saved before is taken for
-- real here and refused where it turns out not to be. A payment keeps what its method was.
alter table methods add column test boolean not null default false;
alter table payments add column test boolean not null default false;
update methods set test = true where rail = 'demo';
update payments set test = true where rail = 'demo';
