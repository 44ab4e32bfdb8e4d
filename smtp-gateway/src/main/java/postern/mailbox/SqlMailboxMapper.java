package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.james.core.Username;
import org.apache.james.mailbox.acl.ACLDiff;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Mailboxes of one session's user, and the team folders shown among them. Reads come from memory and never block. */
final class SqlMailboxMapper implements MailboxMapper {
    /** Tables with rows of a folder besides its entries. */
    static final List<String> OF_A_FOLDER = List.of("mailbox_acl", "mailbox_keyword", "mailbox_annotation", "mailbox_expunged", "mailbox_forgotten");

    private enum Outcome { DONE, EXISTS, MISSING }

    private final Units units;
    private final Catalogue catalogue;
    private final TeamTree tree;
    private final Entries entries;
    private final Footprints footprints;
    private final Username user;

    SqlMailboxMapper(Units units, TeamTree tree, Entries entries, Footprints footprints) {
        this.units = units;
        this.catalogue = tree.catalogue();
        this.tree = tree;
        this.entries = entries;
        this.footprints = footprints;
        this.user = footprints.user();
    }

    @Override
    public Mono<Mailbox> create(MailboxPath asked, UidValidity uidValidity) {
        MailboxPath path = tree.canonical(asked);
        return units.writing(connection -> Sql.one(connection, "INSERT INTO mailbox_folder (namespace, owner, name, uid_validity)"
                + " VALUES (?,?,?,?) ON CONFLICT DO NOTHING RETURNING id", row -> row.getLong(1),
                path.getNamespace(), path.getUser().asString(), path.getName(), uidValidity.asLong()).orElse(0L))
            .flatMap(id -> {
                if (id == 0) {
                    return Mono.error(new MailboxExistsException(path.getName()));
                }
                catalogue.refresh(id);
                return Mono.just(new Mailbox(path, uidValidity, new SqlMailboxId(id)));
            });
    }

    @Override
    public Mono<MailboxId> rename(Mailbox mailbox) {
        Objects.requireNonNull(mailbox.getMailboxId(), "a mailbox to rename has an id");
        if (isOfTheDesk(mailbox)) {
            return Mono.error(denied());
        }
        long id = SqlMailboxId.of(mailbox.getMailboxId());
        return units.writing(connection -> rename(connection, id, tree.canonical(mailbox.generateAssociatedPath()))).flatMap(outcome -> {
            catalogue.refresh(id);
            return switch (outcome) {
                case DONE -> Mono.just(mailbox.getMailboxId());
                case EXISTS -> Mono.error(new MailboxExistsException(mailbox.getName()));
                case MISSING -> Mono.error(new MailboxNotFoundException(mailbox.getMailboxId()));
            };
        });
    }

    private static Outcome rename(Connection connection, long id, MailboxPath to) throws SQLException {
        if (Sql.one(connection, "SELECT 1 FROM mailbox_folder WHERE id = ?", row -> row.getInt(1), id).isEmpty()) {
            return Outcome.MISSING;
        }
        return Sql.update(connection, "UPDATE OR IGNORE mailbox_folder SET namespace = ?1, owner = ?2, name = ?3 WHERE id = ?4"
                + " AND NOT (namespace = ?1 AND owner = ?2 AND name = ?3)",
            to.getNamespace(), to.getUser().asString(), to.getName(), id) == 1 ? Outcome.DONE : Outcome.EXISTS;
    }

    @Override
    public Mono<Void> delete(Mailbox mailbox) {
        if (isOfTheDesk(mailbox)) {
            return Mono.error(denied());
        }
        long id = SqlMailboxId.of(mailbox.getMailboxId());
        return Mono.fromCallable(() -> {
            int removed;
            do {
                // In parts, so that other writers come between them.
                removed = units.write(connection -> empty(connection, id));
            } while (removed == SqlMessageMapper.UNIT);
            return id;
        }).subscribeOn(Schedulers.boundedElastic()).then(units.writing(connection -> {
            int left;
            do {
                // What came in since. The folder goes in the same unit of work, so nothing comes after.
                left = empty(connection, id);
            } while (left > 0);
            for (String table : OF_A_FOLDER) {
                Sql.update(connection, "DELETE FROM " + table + " WHERE folder = ?", id);
            }
            return Sql.update(connection, "DELETE FROM mailbox_folder WHERE id = ?", id);
        })).doOnNext(count -> catalogue.refresh(id)).then();
    }

    /** Removes some messages of a folder; a ticket's mail may have been laid there a moment ago. @return how many */
    private int empty(Connection connection, long id) throws SQLException {
        return footprints.gone(connection, entries.remove(connection, id, Sql.list(connection, "SELECT uid FROM mailbox_entry WHERE folder = ? LIMIT ?",
            row -> row.getLong(1), id, SqlMessageMapper.UNIT))).size();
    }

    /** A team's folder, or the user's own by which mails are laid into one: nobody could make it again. */
    private boolean isOfTheDesk(Mailbox mailbox) {
        return tree.isForeign(mailbox, user) || !user.equals(tree.account()) && tree.beyond(tree.stored(mailbox)).isPresent();
    }

    private static InsufficientRightsException denied() {
        return new InsufficientRightsException("Team folders are made and removed by the desk's configuration");
    }

    @Override
    public Mono<Mailbox> findMailboxByPath(MailboxPath asked) {
        MailboxPath path = tree.canonical(asked);
        return Mono.defer(() -> Mono.justOrEmpty(tree.shownAt(path).or(() -> catalogue.find(path))));
    }

    @Override
    public Mono<Mailbox> findMailboxById(MailboxId id) {
        return Mono.defer(() -> Mono.justOrEmpty(catalogue.find(SqlMailboxId.of(id))))
            .switchIfEmpty(Mono.error(() -> new MailboxNotFoundException(id)));
    }

    @Override
    public Flux<Mailbox> findMailboxWithPathLike(MailboxQuery.UserBound query) {
        return Flux.defer(() -> {
            List<Mailbox> shown = tree.shownTo(query.getFixedUser()).filter(query::matches).toList();
            return Flux.fromStream(catalogue.of(query.getFixedUser()).filter(query::matches)
                .filter(own -> shown.stream().noneMatch(folder -> folder.getName().equals(own.getName()))))
                .concatWith(Flux.fromIterable(shown));
        });
    }

    @Override
    public Flux<MailboxId> userMailboxes(Username username) {
        return Flux.defer(() -> Flux.fromStream(catalogue.of(username).map(Mailbox::getMailboxId)));
    }

    @Override
    public Flux<Mailbox> findNonPersonalMailboxes(Username userName, Right right) {
        EntryKey key = EntryKey.createUserEntryKey(userName);
        return list().filter(mailbox -> {
            Rfc4314Rights rights = mailbox.getACL().getEntries().get(key);
            return rights != null && rights.contains(right);
        });
    }

    @Override
    public Mono<Boolean> hasChildren(Mailbox mailbox, char delimiter) {
        String prefix = mailbox.getName() + delimiter;
        return Mono.fromSupplier(() -> catalogue.of(mailbox.getUser())
            .anyMatch(other -> other.getNamespace().equals(mailbox.getNamespace()) && other.getName().startsWith(prefix)));
    }

    @Override
    public Flux<Mailbox> list() {
        return Flux.defer(() -> Flux.fromStream(catalogue.all()));
    }

    @Override
    public Mono<ACLDiff> updateACL(Mailbox mailbox, MailboxACL.ACLCommand command) {
        return changeAcl(mailbox, acl -> {
            try {
                return acl.apply(command);
            } catch (UnsupportedRightException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    @Override
    public Mono<ACLDiff> setACL(Mailbox mailbox, MailboxACL acl) {
        return changeAcl(mailbox, before -> acl);
    }

    private Mono<ACLDiff> changeAcl(Mailbox mailbox, UnaryOperator<MailboxACL> change) {
        long id = SqlMailboxId.of(mailbox.getMailboxId());
        return units.writing(connection -> {
            MailboxACL before = Catalogue.acl(connection, id);
            MailboxACL after = change.apply(before);
            Sql.update(connection, "DELETE FROM mailbox_acl WHERE folder = ?", id);
            for (Map.Entry<EntryKey, Rfc4314Rights> entry : after.getEntries().entrySet()) {
                Sql.update(connection, "INSERT INTO mailbox_acl (folder, entry, rights) VALUES (?,?,?)", id,
                    entry.getKey().serialize(), entry.getValue().serialize());
            }
            return ACLDiff.computeDiff(before, after);
        }).doOnNext(diff -> {
            catalogue.refresh(id);
            catalogue.find(id).ifPresent(now -> mailbox.setACL(now.getACL()));
        });
    }
}
