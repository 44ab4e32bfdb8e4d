/**
 * James mailbox SPI on SQLite: the shared tree of team folders, rights, and what agents do in IMAP.
 */
package postern.mailbox;
