-- Whom a request has nominated is told by rows of their own, which are emptied 90 days after they came to nothing.
UPDATE `smart_account` SET `answers` = json_remove(`answers`, '$.adminEmails', '$.userEmails', '$.nominateSelf') WHERE `state` = 'active';
