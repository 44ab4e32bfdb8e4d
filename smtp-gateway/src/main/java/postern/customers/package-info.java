/**
 * Looks up which groups of the desk a customer is in: in CSV files, in tables and views of databases.
 *
 * <p>A mail's sender comes here while its topic is decided, if a rule asks for a group.
 *
 * <ol>
 *   <li>No source holds a mail up longer than its patience; a customer whom it does not tell of in time is in no group, and the
 *       reasons of the decision say so (LookedUpGroupsTest).
 *   <li>A source that hangs is asked by a few threads at most, however many mails come (LookedUpGroupsTest).
 *   <li>What a customer writes never becomes a part of a query.
 * </ol>
 *
 * <p>Standards: RFC 4180 (CSV), of which the first column is read; JDBC 4.
 *
 * <p>Must not import: James, the store, the edge.
 */
package postern.customers;
