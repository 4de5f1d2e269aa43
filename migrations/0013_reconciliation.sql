-- The audit walks the lines of each request, and compares the moment of its last step with the line that made it.

create index ledger_by_request on ledger_entries (request_code, seq);

-- A request is paid at the moment of the line that closed it. A line may have been dated later than the clock said, because lines are
-- dated in their order.
update requests set paid_at = (select min(e.created_at) from ledger_entries e
    where e.request_code = requests.code and e.kind <> 'refund' and e.created_at >= requests.paid_at)
where paid_at is not null and exists (select 1 from ledger_entries e
    where e.request_code = requests.code and e.kind <> 'refund' and e.created_at >= requests.paid_at);
