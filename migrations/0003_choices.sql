-- What a payee may choose about its links, and what a payer may write to it. Rows that were there before keep what they had: English,
-- an accent from the handle, no suggestions, no question.

alter table payees add column language text not null default 'en';
-- 0 to 7; null as long as it follows from the handle.
alter table payees add column accent bigint;
-- Amounts that the personal page offers: a JSON list of whole minor units of the payee's currency.
alter table payees add column suggested text not null default '[]';
-- Whether the personal page asks for a note.
alter table payees add column asks_note boolean not null default false;

alter table requests add column language text not null default 'en';
-- As a payee's, in the request's currency.
alter table requests add column suggested text not null default '[]';
alter table requests add column asks_note boolean not null default false;

-- The payer's words to the payee, where the payee asked for some. Not in the ledger and not in any export, because it may name
-- somebody: it can be erased with the request.
alter table payments add column payer_note text;
