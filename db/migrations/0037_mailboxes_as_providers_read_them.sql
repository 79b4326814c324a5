DROP INDEX `person_mailbox`;--> statement-breakpoint
CREATE INDEX `person_mailbox` ON `person` (case when substr("email", instr("email", '@') + 1) in ('gmail.com', 'googlemail.com')
      then replace(substr("email", 1, iif(instr(substr("email", 2), '+') between 1 and instr("email", '@') - 2,
    instr(substr("email", 2), '+'), instr("email", '@') - 1)), '.', '') || '@gmail.com' when substr("email", instr("email", '@') + 1) in ('proton.me', 'protonmail.com', 'pm.me')
      then replace(replace(replace(substr("email", 1, iif(instr(substr("email", 2), '+') between 1 and instr("email", '@') - 2,
    instr(substr("email", 2), '+'), instr("email", '@') - 1)), '.', ''), '-', ''), '_', '') || '@proton.me' else substr("email", 1, iif(instr(substr("email", 2), '+') between 1 and instr("email", '@') - 2,
    instr(substr("email", 2), '+'), instr("email", '@') - 1)) || substr("email", instr("email", '@')) end);
