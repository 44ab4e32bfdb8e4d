package postern.backup;

/** A backup is not what it was when it was made. The message names the file. */
public final class Damaged extends Exception {
    private final String path;
    private final String trouble;

    Damaged(String path, String trouble) {
        super(path + " " + trouble);
        this.path = path;
        this.trouble = trouble;
    }

    public String path() {
        return path;
    }

    public String trouble() {
        return trouble;
    }
}
