package postern.keeping;

/**
 * The places around tickets and folders.
 *
 * @param queues mail that waits
 * @param archive the archive
 * @param journal mail of the last days as it came, and mail that failed
 * @param models what the classifier learned
 * @param index search
 */
public record Around(Place queues, Place archive, Place journal, Place models, Place index) {
}
