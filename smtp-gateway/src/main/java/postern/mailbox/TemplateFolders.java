package postern.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import postern.desk.AnswerPolicy;
import postern.desk.Desk;
import postern.desk.Team;
import postern.replies.Notices;
import postern.replies.Template;
import postern.replies.Templates;
import postern.store.Store;

/**
 * Templates as mails in {@code Desk/Templates} and in the teams' folders below it. Saving a draft there publishes it; beside one with
 * mistakes lies a note that says which, for as long as it lies there.
 */
@Singleton
public final class TemplateFolders implements Templates {
    static final String ROOT = "Desk/Templates";
    /** Keyword of a template with mistakes, and of the note beside it. */
    private static final String BROKEN = "$Broken";
    private static final String NOTE = "template-note";
    /** So many of the latest are looked at. */
    private static final int MOST = 500;

    private final Store store;
    private final TeamTree tree;
    private final StoredDrafts drafts;
    private final Announcements announcements;
    private final Provider<Desk> desk;
    private final Clock clock;
    /** A mail never changes, so what it is called is read once. */
    private final Cache<Long, Heading> headings = Caffeine.newBuilder().maximumSize(10 * MOST).build();
    /** Modseq of a folder when it was looked at last. */
    private final Map<Long, Long> reviewed = new HashMap<>();

    /** A template without its text. */
    private record Heading(long mail, String name, boolean published) {
    }

    @Inject
    public TemplateFolders(Store store, TeamTree tree, StoredDrafts drafts, Announcements announcements, Provider<Desk> desk, Clock clock) {
        this.store = store;
        this.tree = tree;
        this.drafts = drafts;
        this.announcements = announcements;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public Optional<Template> find(Team team, String name, String language) {
        List<Heading> own = folder(ROOT + "/" + team.folder()).map(this::published).orElse(List.of());
        List<Heading> all = Stream.concat(own.stream(), folder(ROOT).map(this::published).orElse(List.of()).stream()).toList();
        String tag = language.toLowerCase(Locale.ROOT);
        return Stream.of(name + "." + tag, name + "." + tag.split("-", 2)[0], name)
            .flatMap(wanted -> all.stream().filter(heading -> heading.name().equalsIgnoreCase(wanted))).findFirst()
            .map(heading -> Template.of(drafts.octets(heading.mail())));
    }

    private Optional<Mailbox> folder(String path) {
        return tree.catalogue().find(MailboxPath.forUser(tree.account(), path.replace('/', tree.delimiter())));
    }

    /** Latest first. */
    private List<Heading> published(Mailbox folder) {
        return store.read(connection -> rows(connection, SqlMailboxId.of(folder.getMailboxId()))).stream().filter(row -> !isNote(row))
            .map(row -> headings.get(row.mail(), this::heading)).filter(Heading::published).toList();
    }

    private Heading heading(long mail) {
        Template template = Template.of(drafts.octets(mail));
        return new Heading(mail, template.name(), template.mistakes().isEmpty());
    }

    private static List<EntryRow> rows(Connection connection, long folder) throws SQLException {
        return Sql.list(connection, "SELECT " + EntryRow.COLUMNS + " FROM mailbox_entry e WHERE e.folder = ? ORDER BY e.uid DESC LIMIT " + MOST,
            EntryRow::read, folder).stream().filter(row -> !row.flags().toFlags().contains(Flags.Flag.DELETED)).toList();
    }

    private static boolean isNote(EntryRow row) {
        return row.flags().keywordList().contains(NOTE);
    }

    /** Looks at what was saved since the last time. One thread at a time. */
    public void review() {
        tree.catalogue().of(tree.account()).filter(folder -> (folder.getName() + tree.delimiter()).startsWith(ROOT.replace('/', tree.delimiter()) + tree.delimiter()))
            .map(folder -> SqlMailboxId.of(folder.getMailboxId())).forEach(folder -> {
                long modseq = store.read(connection -> Sql.one(connection, "SELECT modseq FROM mailbox_folder WHERE id = ?", row -> row.getLong(1), folder)).orElse(0L);
                if (!Long.valueOf(modseq).equals(reviewed.get(folder))) {
                    review(folder);
                    reviewed.put(folder, modseq);
                }
            });
    }

    private void review(long folder) {
        List<EntryRow> rows = store.read(connection -> rows(connection, folder));
        List<Long> broken = new ArrayList<>();
        for (EntryRow row : rows) {
            Template template = isNote(row) ? null : Template.of(drafts.octets(row.mail()));
            if (template != null && !template.mistakes().isEmpty()) {
                broken.add(row.mail());
                if (rows.stream().noneMatch(note -> isNote(note) && note.flags().keywordList().contains(about(row.mail())))) {
                    mark(row);
                    note(row, template);
                }
            }
        }
        List<Long> spent = rows.stream().filter(row -> isNote(row) && broken.stream().noneMatch(mail -> row.flags().keywordList().contains(about(mail))))
            .map(EntryRow::uid).toList();
        if (!spent.isEmpty()) {
            drafts.remove(folder, spent);
        }
    }

    private void mark(EntryRow row) {
        Announcements.News news = announcements.news();
        store.writeAndWait(connection -> {
            news.marked(row.folder(), Entries.update(connection, List.of(row), new FlagsUpdateCalculator(new Flags(BROKEN), FlagsUpdateMode.ADD)));
            return null;
        });
        news.tell();
    }

    private void note(EntryRow row, Template template) {
        Instant now = clock.instant();
        String text = "模板“%s”没有发布：\nThe template \"%s\" is not published:\n\n- %s\n\n可用的字段 / Fields: %s\n".formatted(template.name(), template.name(),
            String.join("\n- ", template.mistakes()), AnswerPolicy.FIELDS.stream().map(field -> "{" + field + "}").toList());
        String name = about(row.mail()) + "-" + row.uid() + "-note";
        drafts.save(name, row.folder(), Notices.compose(name, tree.account().asString(), "模板有误 / Template not published: " + template.name(), text, desk.get(), now),
            flags(NOTE, about(row.mail())), now);
    }

    private static String about(long mail) {
        return "template-" + mail;
    }

    private static Flags flags(String... keywords) {
        Flags flags = new Flags();
        for (String keyword : keywords) {
            flags.add(keyword);
        }
        return flags;
    }
}
