-- The few payments that a reference travelled with, for exports: who looks it up finds that there is none without going to the payment.
create index payments_carrying on payments (id, provider_ref) where provider_ref is not null;
