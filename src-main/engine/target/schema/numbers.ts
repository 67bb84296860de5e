/**
 * From here on (2^63 - 2^32) a row's number leaves the new Hive too few to go on with: after the highest one that there is,
 * SQLite adds no row to a table that counts its numbers (SQLITE_FULL).
 */
export const highNumber = '9223372032559808512'
