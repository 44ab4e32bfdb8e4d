/**
 * How the gateway learns: keeps what agents put right, trains models from it in the background, and keeps the models.
 *
 * <p>A mail is judged by the live model of the {@link postern.learning.ModelShelf}. When an agent lays its ticket into another
 * team's folder, or gives it another topic, its wording becomes a {@link postern.learning.Lessons lesson}. Now and then the
 * {@link postern.learning.School} trains a model from the phrases of the desk and all lessons, and lets it go live if it is not
 * worse than the live one.
 *
 * <ol>
 *   <li>A model that is damaged or missing stops no mail: rules decide alone, and the log says so (ModelShelfTest).
 *   <li>A model goes live only if it answers the same examples no worse than the live one; the earlier ones are kept, and any of
 *       them can be made live again while the gateway runs (SchoolTest).
 *   <li>Nobody learns from mail that goes to junk or trash, from what is taken back within a minute, from moves of many mails at
 *       once, and from what the gateway itself does (SqlLessonsTest).
 *   <li>Of a lesson only its wording, ticket, topic and time are kept, and they can be taken out by ticket (SqlLessonsTest).
 * </ol>
 *
 * <p>Must not import: James, sockets, the server.
 */
package postern.learning;
