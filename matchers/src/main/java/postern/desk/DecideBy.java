package postern.desk;

/** Which rule decides if several are met. */
public enum DecideBy {
    /** The one that stands first in the file. */
    FIRST,
    /** Those of the topic whose rules score most together; of equals, the topic that stands first in the file. */
    STRONGEST
}
