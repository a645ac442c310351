-- Who asked may see what became of a held answer. Unknown of answers of earlier builds.
alter table answered add column asker text;
alter table item add column asker text;
