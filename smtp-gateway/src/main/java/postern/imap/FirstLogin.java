package postern.imap;

import javax.inject.Inject;

/** @param makesFolders whether the first log-in of an account makes its Drafts, Sent, Trash and the like */
public record FirstLogin(boolean makesFolders) {
    @Inject
    public FirstLogin() {
        this(true);
    }
}
