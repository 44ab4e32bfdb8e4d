/**
 * What the command line shows: tables whose columns stay straight under Chinese, progress bars, colours. No mail passes here.
 *
 * <ol>
 *   <li>Colours and progress bars appear only on a terminal: what goes to a file or a pipe is plain lines.
 *   <li>Control characters of a customer's text never reach the terminal.
 * </ol>
 *
 * <p>Standards: Unicode Standard Annex #11 (East Asian width; ambiguous characters are narrow, as terminals show them),
 * no-color.org ({@code NO_COLOR}).
 *
 * <p>Must not import: anything else of Postern.
 */
package postern.terminal;
