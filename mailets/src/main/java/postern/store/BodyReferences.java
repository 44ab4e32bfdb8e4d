package postern.store;

/** The triggers that count references to bodies. */
final class BodyReferences {
    private BodyReferences() {
    }

    static String triggers(String table, String column) {
        return """
            create trigger %1$s_%2$s_refers after insert on %1$s when new.%2$s is not null begin
              update body set refs = coalesce(refs, 0) + 1 where hash = new.%2$s;
              select raise(abort, 'no such body') where changes() = 0;
            end;
            create trigger %1$s_%2$s_releases after delete on %1$s when old.%2$s is not null begin
              update body set refs = refs - 1 where hash = old.%2$s;
            end;
            create trigger %1$s_%2$s_changes after update of %2$s on %1$s when old.%2$s is not new.%2$s begin
              update body set refs = coalesce(refs, 0) + 1 where hash = new.%2$s;
              update body set refs = refs - 1 where hash = old.%2$s;
              select raise(abort, 'no such body')
                where new.%2$s is not null and not exists (select 1 from body where hash = new.%2$s);
            end;
            """.formatted(table, column);
    }
}
