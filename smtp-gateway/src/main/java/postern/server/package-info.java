/**
 * The program: command line, James assembly, users, HTTP port.
 */
package postern.server;
