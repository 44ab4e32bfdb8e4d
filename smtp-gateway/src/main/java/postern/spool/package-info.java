/**
 * James mail queues and mail repositories on SQLite.
 */
package postern.spool;
