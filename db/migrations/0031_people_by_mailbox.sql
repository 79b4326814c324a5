CREATE INDEX `person_mailbox` ON `person` (iif(instr(substr("email", 2), '+') between 1 and instr("email", '@') - 2,
    substr("email", 1, instr(substr("email", 2), '+')) || substr("email", instr("email", '@')), "email"));
