-- What can be paid, and what a payer's bank says of it.

-- The one currency that a method takes where its rail takes several: a QR-IBAN takes francs only. It is known when the settings, which
-- are sealed, are read; methods that were there before get theirs when the service starts.
alter table methods add column only_currency text;

-- The reference that travels with the money: a QR reference, an RF reference, or the provider's name for the payment.
alter table payments add column provider_ref text;
update payments set provider_ref = external_id where external_id is not null;
-- By hand it is the request's RF reference, unless the account demands a QR reference: which of the two was shown is sealed, and noted
-- when the service starts.
update payments set provider_ref = (select r.rf from requests r where r.code = payments.request_code)
    where provider_ref is null and method_id is not null and rail in ('sepa', 'spayd', 'pix', 'paynow', 'upi', 'cash');
create index payments_by_provider_ref on payments (payee_id, provider_ref) where provider_ref is not null;
