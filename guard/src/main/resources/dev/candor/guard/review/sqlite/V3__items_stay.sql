-- Foreign keys hold only for connections that ask for them. These hold for all.

create trigger item_is_never_deleted before delete on item
when exists (select 1 from audit where item = old.id)
begin
    select raise(abort, 'the audit log speaks of the item');
end;

-- "insert or replace" and "update or replace" delete without asking the trigger above.
create trigger item_is_never_replaced before insert on item
when exists (select 1 from item join audit on audit.item = item.id
    where item.seq = new.seq or item.id = new.id
        or (item.response = new.response and item.reason = new.reason))
begin
    select raise(abort, 'the audit log speaks of the item');
end;

create trigger item_stays_itself before update of seq, id, response, reason on item
begin
    select raise(abort, 'the audit log speaks of the item');
end;
