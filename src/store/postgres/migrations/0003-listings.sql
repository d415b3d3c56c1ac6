-- needs 1
--
-- What is found without knowing whose it is: conversations in which a person has the floor, and messages that did not
-- arrive, by their time. The database sees to both by itself, whichever version of the program writes. The documents are
-- looked at as text: somebody's zero character cannot be read as JSON here. Quotes within what somebody wrote have a
-- backslash before them, so they are not taken for these.
alter table conversation add column is_attended boolean not null
  generated always as (position('"attention":"human"' in data) > 0) stored;
alter table message add column troubled_at bigint
  generated always as (case
    when position('"outbound":{' in data) > 0
      and (position('"state":"failed"' in data) > 0 or position('"state":"blocked"' in data) > 0)
    then substring(data from '"at":(\d{1,15})')::bigint end) stored;
create index conversation_attended on conversation (workshop, key) where is_attended;
create index message_troubled on message (workshop, troubled_at, conversation, number) where troubled_at is not null;
