create trigger audit_is_never_updated before update on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

create trigger audit_is_never_deleted before delete on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

-- "insert or replace" deletes without asking the trigger above.
create trigger audit_is_never_replaced before insert on audit
when exists (select 1 from audit where seq = new.seq)
begin
    select raise(abort, 'the audit log is append-only');
end;
