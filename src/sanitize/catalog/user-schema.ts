/** SQL of the condition that a namespace `n` is one of the users', not PostgreSQL's own. */
export const USER_SCHEMA = `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

/** FirstNormalObjectId in src/include/access/transam.h: below are PostgreSQL's own objects. */
export const FIRST_OF_USERS = 16384;
