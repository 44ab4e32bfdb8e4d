/**
 * Reads {@code desk.yaml} into a {@link postern.desk.Desk}, or gives every mistake of it at once.
 *
 * <p>No mail passes here. Each part of the file is described once, as a {@link postern.desk.file.Kind}: the same description
 * reads the text, words the mistakes and makes the JSON Schema that editors complete and check with.
 *
 * <ol>
 *   <li>A text with mistakes gives no desk, and all of its mistakes, each with line, column and what to write instead
 *       (DeskFileTest).
 *   <li>An unknown key is a mistake: a misspelt setting never means its default (DeskFileTest).
 *   <li>Whatever the text holds, reading it takes time and memory in proportion to its length, which is limited
 *       (DeskFileTest).
 *   <li>The JSON Schema beside {@code desk.yaml} is the one of this build, and the sample is valid by it (DeskSchemaTest).
 * </ol>
 *
 * <p>Standards: YAML 1.1 as SnakeYAML reads it, scalars taken as they are written (no octal, no {@code no} for false, no times
 * in base sixty); aliases of scalars only. JSON Schema draft-07, which editors know best.
 *
 * <p>Must not import: any package of Postern but {@code postern.desk}; files.
 */
package postern.desk.file;
